#include <string.h>

#include "object/buffer.h"
#include "object/bytes.h"
#include "object/bytesmethods.h"
#include "object/codecs.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slice.h"
#include "object/support.h"
#include "object/type.h"
#include "object/text.h"
#include "object/textargs.h"
#include "object/tuple.h"

#define BA(o)   ((ByteArray *)(o))
#define NO_ARGS (void)args, (void)nargs

/* ---- size ---- */

Own bytearray_new(const void *data, ssize_t n) {
  ByteArray *b = BA(object_new(T(BYTEARRAY), 0));
  if (!b || n == 0) return (Object *)b;
  b->block = b->start = n < PTRDIFF_MAX ? mem_alloc((size_t)n + 1) : NULL;
  if (!b->block) {
    DECREF(b);
    return err_no_memory();
  }
  if (data)
    memcpy(b->start, data, (size_t)n);
  else
    memset(b->start, 0, (size_t)n);
  b->start[n] = 0;
  b->alloc = n + 1;
  b->head.size = n;
  return (Object *)b;
}

static bool can_resize(const ByteArray *b) {
  if (b->exports == 0) return true;
  err_format(T(BufferError), "Existing exports of data: object cannot be re-sized");
  return false;
}

int bytearray_resize(Ref o, ssize_t n) {
  ByteArray *b = BA(o);
  ssize_t alloc = b->alloc, offset = b->start - b->block;
  if (n == b->head.size) return 0;
  if (!can_resize(b)) return -1;
  if (n > PTRDIFF_MAX - offset - 1) {
    err_no_memory();
    return -1;
  }
  if (n + offset + 1 <= alloc) {
    if (n >= alloc / 2) { /* shrinks a little or fits */
      b->head.size = n;
      b->start[n] = 0;
      return 0;
    }
    alloc = n + 1;
  } else if ((double)n <= (double)alloc * 1.125)
    alloc = n + (n >> 3) + (n < 9 ? 3 : 6);
  else
    alloc = n + 1;
  char *block;
  if (offset > 0) {
    block = mem_alloc((size_t)alloc);
    if (block) {
      memcpy(block, b->start, (size_t)MIN(n, b->head.size));
      mem_free(b->block);
    }
  } else
    block = mem_realloc(b->block, (size_t)alloc);
  if (!block) {
    err_no_memory();
    return -1;
  }
  b->block = b->start = block;
  b->alloc = alloc;
  b->head.size = n;
  block[n] = 0;
  return 0;
}

/* ---- values ---- */

static bool byte_value(Ref o, uint8_t *out) {
  if (!number_check_index(o)) {
    err_format(T(TypeError), "'%.200T' object cannot be interpreted as an integer", o);
    return false;
  }
  ssize_t v = object_as_index(o, NULL);
  if (v == -1 && err_occurred()) return false;
  if (v < 0 || v > 255) {
    err_format(T(ValueError), "byte must be in range(0, 256)");
    return false;
  }
  *out = (uint8_t)v;
  return true;
}

/* Replaces [low, high) by m bytes. */
static int set_linear(ByteArray *b, ssize_t low, ssize_t high, const char *bytes, ssize_t m) {
  ssize_t growth = m - (high - low), size = b->head.size;
  if (growth < 0) {
    if (!can_resize(b)) return -1;
    if (low == 0)
      b->start -= growth; /* drops bytes in front without moving the rest */
    else
      memmove(b->start + low + m, b->start + high, (size_t)(size - high));
    if (bytearray_resize((Object *)b, size + growth) < 0) return -1;
  } else if (growth > 0) {
    if (size > PTRDIFF_MAX - growth) {
      err_no_memory();
      return -1;
    }
    if (bytearray_resize((Object *)b, size + growth) < 0) return -1;
    memmove(b->start + low + m, b->start + high, (size_t)(b->head.size - low - m));
  }
  if (m > 0) memcpy(b->start + low, bytes, (size_t)m);
  return 0;
}

/* self[low:high] = any bytes-like object */
static int set_slice(ByteArray *b, ssize_t low, ssize_t high, Ref values) {
  if ((Object *)b == values) {
    HOLD(copy, bytearray_new(BYTEARRAY_DATA(b), b->head.size), "bytearray assignment");
    return copy.obj ? set_slice(b, low, high, copy.obj) : -1;
  }
  AUTO_BUFFER(view);
  if (buffer_get(values, &view, BUFFER_SIMPLE) < 0) {
    err_clear();
    err_format(T(TypeError), "can't set bytearray slice from %.100T", values);
    return -1;
  }
  return set_linear(b, low, high, view.buf, view.len);
}

/* ---- construction ---- */

static int append_byte(ByteArray *b, uint8_t byte) {
  if (bytearray_resize((Object *)b, b->head.size + 1) < 0) return -1;
  b->start[b->head.size - 1] = (char)byte;
  return 0;
}

/* Fills an empty b from what bytearray() takes besides str. */
static int fill(ByteArray *b, Ref o) {
  uint8_t byte;
  if (number_check_index(o)) {
    ssize_t n = object_as_index(o, T(OverflowError));
    if (n == -1 && err_occurred()) {
      if (!err_matches(T(TypeError))) return -1;
      err_clear();
    } else {
      if (n < 0) {
        err_format(T(ValueError), "negative count");
        return -1;
      }
      if (n == 0) return 0;
      if (bytearray_resize((Object *)b, n) < 0) return -1;
      memset(b->start, 0, (size_t)n);
      return 0;
    }
  }
  if (buffer_check(o)) {
    AUTO_BUFFER(view);
    if (buffer_get(o, &view, BUFFER_FULL) < 0 || bytearray_resize((Object *)b, view.len) < 0) return -1;
    if (view.len) buffer_copy(&view, b->start, 'C');
    return 0;
  }
  if (IS_EXACT(o, LIST) || IS_EXACT(o, TUPLE)) { /* as far as nothing but ints: no code of the program runs */
    ssize_t n = VARSIZE(o), i = 0;
    if (bytearray_resize((Object *)b, n) < 0) return -1;
    for (; i < n; i++) {
      Object *item = IS_EXACT(o, LIST) ? list_item(o, i) : tuple_item(o, i);
      if (!IS_EXACT(item, INT)) break;
      if (!byte_value(item, &byte)) return -1;
      b->start[i] = (char)byte;
    }
    if (i == n) return 0;
    if (bytearray_resize((Object *)b, 0) < 0) return -1;
  }
  HOLD(iterator, object_iter(o), "bytearray()");
  if (!iterator.obj) {
    if (err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "cannot convert '%.200T' object to bytearray", o);
    }
    return -1;
  }
  for (;;) {
    HOLD(item, iter_next(iterator.obj), "bytearray()");
    if (!item.obj) return err_occurred() ? -1 : 0;
    if (!byte_value(item.obj, &byte) || append_byte(b, byte) < 0) return -1;
  }
}

static int bytearray_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"bytearray", {"source", "encoding", "errors"}, 0, 3, 3, 0};
  ByteArray *b = BA(self);
  Object *v[3];
  const char *encoding, *errors;
  if (!args_bind(&spec, args, nargs, kwnames, v) ||
      !textargs_text("bytearray", "encoding", v[1], &encoding) ||
      !textargs_text("bytearray", "errors", v[2], &errors))
    return -1;
  if (b->head.size && bytearray_resize(self, 0) < 0) return -1;
  if (v[0] && IS_SUB(v[0], STR)) {
    if (!encoding) {
      err_format(T(TypeError), "string argument without an encoding");
      return -1;
    }
    HOLD(bytes, codec_encode(v[0], encoding, errors), "bytearray()");
    return bytes.obj ? set_slice(b, 0, 0, bytes.obj) : -1;
  }
  if (encoding || errors) {
    err_format(T(TypeError), "%s without a string argument", encoding ? "encoding" : "errors");
    return -1;
  }
  return v[0] ? fill(b, v[0]) : 0;
}

static Own bytearray_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  NO_ARGS, (void)kwnames;
  Object *o = object_new(cls, 0);
  if (o && TYPE_HAS(cls, TYPE_GC) && !gc_is_tracked(o)) gc_track(o);
  return o;
}

static void bytearray_dealloc(Object *o) {
  mem_free(BA(o)->block);
  object_free(o);
}

static size_t bytearray_size_of(Object *o) { return TYPE(o)->basic_size + (size_t)BA(o)->alloc; }

/* ---- text, comparison ---- */

static Own bytearray_repr(Object *o) {
  Object *bytes = bytes_repr(o, true);
  if (!bytes) return NULL;
  Object *text = str_format("%s(%U)", type_short_name(TYPE(o)), bytes);
  DECREF(bytes);
  return text;
}

static Own bytearray_richcompare(Object *a, Object *b, int op) {
  if (!buffer_check(a) || !buffer_check(b)) return NEWREF(NOT_IMPLEMENTED);
  AUTO_BUFFER(va);
  AUTO_BUFFER(vb);
  if (buffer_get(a, &va, BUFFER_SIMPLE) < 0 || buffer_get(b, &vb, BUFFER_SIMPLE) < 0) {
    err_clear();
    return NEWREF(NOT_IMPLEMENTED);
  }
  int c = memcmp(va.buf, vb.buf, (size_t)MIN(va.len, vb.len));
  return compare_sizes(c ? c : va.len, c ? 0 : vb.len, op);
}

/* ---- sequence ---- */

static ssize_t bytearray_len(Object *o) { return VARSIZE(o); }

static Own bytearray_concat(Object *a, Object *b) {
  AUTO_BUFFER(va);
  AUTO_BUFFER(vb);
  if (!buffer_check(b) || buffer_get(a, &va, BUFFER_SIMPLE) < 0 || buffer_get(b, &vb, BUFFER_SIMPLE) < 0) {
    if (err_occurred()) err_clear();
    return err_format(T(TypeError), "can't concat %.100T to %.100T", b, a);
  }
  if (va.len > PTRDIFF_MAX - vb.len) return err_no_memory();
  Object *r = bytearray_new(NULL, va.len + vb.len);
  if (!r || VARSIZE(r) == 0) return r;
  memcpy(BA(r)->start, va.buf, (size_t)va.len);
  memcpy(BA(r)->start + va.len, vb.buf, (size_t)vb.len);
  return r;
}

static void fill_repeated(char *to, ssize_t size, ssize_t total, ssize_t from) {
  for (ssize_t i = from; i < total; i += size) memcpy(to + i, to, (size_t)size);
}

static Own bytearray_repeat(Object *o, ssize_t n) {
  ssize_t size = VARSIZE(o);
  if (n < 0) n = 0;
  if (n && size > PTRDIFF_MAX / n) return err_no_memory();
  Object *r = bytearray_new(NULL, size * n);
  if (!r || VARSIZE(r) == 0) return r;
  memcpy(BA(r)->start, BYTEARRAY_DATA(o), (size_t)size);
  fill_repeated(BA(r)->start, size, size * n, size);
  return r;
}

static Own bytearray_inplace_concat(Object *o, Object *other) {
  AUTO_BUFFER(view);
  if (!buffer_check(other) || buffer_get(other, &view, BUFFER_SIMPLE) < 0) {
    if (err_occurred()) err_clear();
    return err_format(T(TypeError), "can't concat %.100T to %.100T", other, o);
  }
  ssize_t size = VARSIZE(o);
  int status = size > PTRDIFF_MAX - view.len ? -1 : 0;
  if (status < 0)
    err_no_memory();
  else if (!(status = bytearray_resize(o, size + view.len)) && view.len) /* itself is an export: refused */
    memcpy(BA(o)->start + size, view.buf, (size_t)view.len);
  return status < 0 ? NULL : NEWREF(o);
}

static Own bytearray_inplace_repeat(Object *o, ssize_t n) {
  ssize_t size = VARSIZE(o);
  if (n < 0)
    n = 0;
  else if (n == 1)
    return NEWREF(o);
  if (n && size > PTRDIFF_MAX / n) return err_no_memory();
  if (bytearray_resize(o, size * n) < 0) return NULL;
  if (size && n) fill_repeated(BA(o)->start, size, size * n, size);
  return NEWREF(o);
}

static Own bytearray_item(Object *o, ssize_t i) {
  if ((size_t)i >= (size_t)VARSIZE(o)) return err_format(T(IndexError), "bytearray index out of range");
  return int_from_i64((uint8_t)BA(o)->start[i]);
}

static Own bytearray_subscript(Object *o, Object *key) {
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    return bytearray_item(o, i < 0 ? i + VARSIZE(o) : i);
  }
  if (!IS_EXACT(key, SLICE))
    return err_format(T(TypeError), "bytearray indices must be integers or slices, not %.200T", key);
  ssize_t start, stop, step;
  if (slice_unpack(key, &start, &stop, &step) < 0) return NULL;
  ssize_t n = slice_adjust(VARSIZE(o), &start, &stop, step);
  if (n <= 0) return bytearray_new(NULL, 0);
  if (step == 1) return bytearray_new(BA(o)->start + start, n);
  Object *r = bytearray_new(NULL, n);
  if (r)
    for (ssize_t i = 0, at = start; i < n; i++, at += step) BA(r)->start[i] = BA(o)->start[at];
  return r;
}

static int delete_stepped(ByteArray *b, ssize_t start, ssize_t step, ssize_t n) {
  if (!can_resize(b)) return -1;
  if (n == 0) return 0;
  if (step < 0) {
    start += step * (n - 1);
    step = -step;
  }
  char *p = b->start;
  ssize_t to = start, size = b->head.size;
  for (ssize_t i = 0; i < n; i++) {
    ssize_t from = start + i * step + 1, end = i + 1 < n ? from + step - 1 : size;
    memmove(p + to, p + from, (size_t)(end - from));
    to += end - from;
  }
  return bytearray_resize((Object *)b, size - n);
}

static int set_stepped(ByteArray *b, Ref key, Ref values) {
  ssize_t start, stop, step;
  if (slice_unpack(key, &start, &stop, &step) < 0) return -1;
  ssize_t n = slice_adjust(b->head.size, &start, &stop, step);
  const char *bytes = values ? BYTEARRAY_DATA(values) : NULL;
  ssize_t m = values ? VARSIZE(values) : 0;
  if ((step < 0 && start < stop) || (step > 0 && start > stop)) stop = start;
  if (step == 1) return set_linear(b, start, stop, bytes, m);
  if (m == 0) return delete_stepped(b, start, step, n);
  if (m != n) {
    err_format(T(ValueError), "attempt to assign bytes of size %zd to extended slice of size %zd", m, n);
    return -1;
  }
  for (ssize_t i = 0, at = start; i < n; i++, at += step) b->start[at] = bytes[i];
  return 0;
}

static int bytearray_ass_subscript(Object *o, Object *key, Object *values) {
  ByteArray *b = BA(o);
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return -1;
    uint8_t byte = 0;
    if (values && !byte_value(values, &byte)) return -1;
    if (i < 0) i += b->head.size;
    if (i < 0 || i >= b->head.size) {
      err_format(T(IndexError), "bytearray index out of range");
      return -1;
    }
    if (!values) return set_linear(b, i, i + 1, NULL, 0);
    b->start[i] = (char)byte;
    return 0;
  }
  if (!IS_EXACT(key, SLICE)) {
    err_format(T(TypeError), "bytearray indices must be integers or slices, not %.200T", key);
    return -1;
  }
  if (!values) return set_stepped(b, key, NULL);
  if (values != o && object_is_instance_of(values, T(BYTEARRAY))) return set_stepped(b, key, values);
  const Slots *s = &TYPE(values)->slots;
  if (s->index || s->int_ || s->float_ || IS_SUB(values, STR)) {
    err_format(T(TypeError), "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    return -1;
  }
  HOLD(copy, object_call1((Object *)T(BYTEARRAY), values), "bytearray assignment");
  if (!copy.obj) return -1;
  return set_stepped(b, key, copy.obj);
}

static int bytearray_ass_item(Object *o, ssize_t i, Object *value) {
  uint8_t byte;
  if (i < 0 || i >= VARSIZE(o)) {
    err_format(T(IndexError), "bytearray index out of range");
    return -1;
  }
  if (!value) return set_linear(BA(o), i, i + 1, NULL, 0);
  if (!byte_value(value, &byte)) return -1;
  BA(o)->start[i] = (char)byte;
  return 0;
}

/* ---- buffers ---- */

static int bytearray_getbuffer(Object *o, Buffer *view, int flags) {
  if (buffer_fill(view, o, BYTEARRAY_DATA(o), VARSIZE(o), false, flags) < 0) return -1;
  BA(o)->exports++;
  return 0;
}

static void bytearray_releasebuffer(Object *o, Buffer *view) {
  (void)view;
  BA(o)->exports--;
}

/* ---- methods ---- */

static Own bytearray_append(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  uint8_t byte;
  if (!byte_value(args[0], &byte)) return NULL;
  if (VARSIZE(self) == PTRDIFF_MAX)
    return err_format(T(OverflowError), "cannot add more objects to bytearray");
  if (append_byte(BA(self), byte) < 0) return NULL;
  RETURN_NONE;
}

static Own bytearray_extend(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ByteArray *b = BA(self);
  if (buffer_check(args[0])) {
    if (set_slice(b, b->head.size, b->head.size, args[0]) < 0) return NULL;
    RETURN_NONE;
  }
  HOLD(iterator, object_iter(args[0]), "bytearray.extend()");
  if (!iterator.obj) {
    if (err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "can't extend bytearray with %.100T", args[0]);
    }
    return NULL;
  }
  ssize_t room = object_length_hint(args[0], 32);
  if (room < 0) return NULL;
  HOLD(added, bytearray_new(NULL, room), "bytearray.extend()");
  if (!added.obj) return NULL;
  ssize_t n = 0;
  for (;;) {
    HOLD(item, iter_next(iterator.obj), "bytearray.extend()");
    if (!item.obj) break;
    uint8_t byte;
    if (!byte_value(item.obj, &byte)) return NULL;
    if (n >= VARSIZE(added.obj) && bytearray_resize(added.obj, n + (n >> 1) + 1) < 0) return NULL;
    BA(added.obj)->start[n++] = (char)byte;
  }
  if (err_occurred() || bytearray_resize(added.obj, n) < 0 ||
      set_slice(b, b->head.size, b->head.size, added.obj) < 0)
    return NULL;
  return hold_return(NEWREF(NONE), &added, &iterator);
}

static Own bytearray_insert(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ByteArray *b = BA(self);
  ssize_t i;
  uint8_t byte;
  if (!textargs_ssize(args[0], &i) || !byte_value(args[1], &byte)) return NULL;
  ssize_t n = b->head.size;
  if (bytearray_resize(self, n + 1) < 0) return NULL;
  if (i < 0) i = MAX(i + n, 0);
  if (i > n) i = n;
  memmove(b->start + i + 1, b->start + i, (size_t)(n - i));
  b->start[i] = (char)byte;
  RETURN_NONE;
}

static Own bytearray_pop(Object *self, Object *const *args, ssize_t nargs) {
  ByteArray *b = BA(self);
  ssize_t i = -1;
  if (nargs && args[0] && !textargs_ssize(args[0], &i)) return NULL;
  ssize_t n = b->head.size; /* only now: __index__ may have changed it */
  if (n == 0) return err_format(T(IndexError), "pop from empty bytearray");
  if (i < 0) i += n;
  if (i < 0 || i >= n) return err_format(T(IndexError), "pop index out of range");
  if (!can_resize(b)) return NULL;
  uint8_t byte = (uint8_t)b->start[i];
  memmove(b->start + i, b->start + i + 1, (size_t)(n - i - 1));
  return bytearray_resize(self, n - 1) < 0 ? NULL : int_from_i64(byte);
}

static Own bytearray_remove(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ByteArray *b = BA(self);
  uint8_t byte;
  if (!byte_value(args[0], &byte)) return NULL;
  ssize_t n = b->head.size, i = text_find_char(1, BYTEARRAY_DATA(b), n, byte);
  if (i < 0) return err_format(T(ValueError), "value not found in bytearray");
  if (!can_resize(b)) return NULL;
  memmove(b->start + i, b->start + i + 1, (size_t)(n - i - 1));
  if (bytearray_resize(self, n - 1) < 0) return NULL;
  RETURN_NONE;
}

static Own bytearray_reverse(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  char *p = BA(self)->start;
  for (ssize_t i = 0, j = VARSIZE(self) - 1; i < j; i++, j--) {
    char c = p[i];
    p[i] = p[j];
    p[j] = c;
  }
  RETURN_NONE;
}

static Own bytearray_clear(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  if (bytearray_resize(self, 0) < 0) return NULL;
  RETURN_NONE;
}

static Own bytearray_copy(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  return bytearray_new(BYTEARRAY_DATA(self), VARSIZE(self));
}

static Own bytearray_alloc_size(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  return int_from_i64(BA(self)->alloc);
}

static Own reduce(Object *self, int protocol) {
  HOLD(dict, NULL, "bytearray.__reduce_ex__()");
  Object **place = object_dict_pointer(self);
  dict.obj = NEWREF(place && *place ? *place : NONE);
  HOLD(arguments, NULL, "bytearray.__reduce_ex__()");
  if (VARSIZE(self) == 0)
    arguments.obj = tuple_new(0);
  else if (protocol < 3) {
    HOLD(text, codec_decode(BYTEARRAY_DATA(self), VARSIZE(self), "latin-1", NULL),
         "bytearray.__reduce_ex__()");
    HOLD(name, str_from_ascii("latin-1", -1), "bytearray.__reduce_ex__()");
    if (text.obj && name.obj) arguments.obj = tuple_pack(2, text.obj, name.obj);
  } else {
    HOLD(bytes, bytes_new(BYTEARRAY_DATA(self), VARSIZE(self)), "bytearray.__reduce_ex__()");
    if (bytes.obj) arguments.obj = tuple_pack(1, bytes.obj);
  }
  return hold_return(arguments.obj ? tuple_pack(3, TYPE(self), arguments.obj, dict.obj) : NULL, &arguments,
                     &dict);
}

static Own bytearray_reduce(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  return reduce(self, 2);
}

static Own bytearray_reduce_ex(Object *self, Object *const *args, ssize_t nargs) {
  int protocol = 0;
  if (nargs && args[0] && !textargs_int(args[0], &protocol)) return NULL;
  return reduce(self, protocol);
}

const MethodSpec bytearray_methods[] = {
    SIZEOF_ROW("Returns the size of the bytearray object in memory, in bytes."),
    BYTELIKE_METHODS,
    {"__alloc__", bytearray_alloc_size, 0, "B.__alloc__() -> int\n\nHow many bytes are allocated."},
    {"__reduce__(self, /)", bytearray_reduce, 0, "State for pickling."},
    {"__reduce_ex__(self, proto=0, /)", bytearray_reduce_ex, 0, "State for pickling."},
    {"append(self, item, /)", bytearray_append, 0, "Adds one byte at the end."},
    {"clear(self, /)", bytearray_clear, 0, "Removes all bytes."},
    {"copy(self, /)", bytearray_copy, 0, "A copy."},
    {"extend(self, iterable_of_ints, /)", bytearray_extend, 0,
     "Adds the bytes of an iterable or a buffer at the end."},
    {"insert(self, index, item, /)", bytearray_insert, 0, "Puts one byte before the index."},
    {"pop(self, index=-1, /)", bytearray_pop, 0,
     "Removes and returns one byte, the last unless an index is given."},
    {"remove(self, value, /)", bytearray_remove, 0, "Removes the first byte of that value."},
    {"reverse(self, /)", bytearray_reverse, 0, "Reverses the bytes in place."},
    {0}};

/* ---- iterator ---- */

static Own bytearray_iter(Object *o) {
  ListIter *it = (ListIter *)object_new(T(BYTEARRAY_ITER), 0);
  if (!it) return NULL;
  it->seq = NEWREF(o);
  gc_track((Object *)it);
  return (Object *)it;
}

static Own iter_step(Object *self) {
  ListIter *it = (ListIter *)self;
  if (!it->seq) return NULL;
  if (it->index < VARSIZE(it->seq)) return int_from_i64((uint8_t)BA(it->seq)->start[it->index++]);
  CLEAR(it->seq);
  return NULL;
}

static Own iter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  ListIter *it = (ListIter *)self;
  return int_from_i64(it->seq ? MAX(VARSIZE(it->seq) - it->index, 0) : 0);
}

static Own iter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  NO_ARGS;
  ListIter *it = (ListIter *)self;
  HOLD(builtin, builtin_named("iter"), "__reduce__()");
  HOLD(inner, tuple_pack(1, it->seq ? it->seq : RT->empty_tuple), "__reduce__()");
  HOLD(index, int_from_i64(it->index), "__reduce__()");
  if (!builtin.obj || !inner.obj || !index.obj) return NULL;
  return hold_return(it->seq ? tuple_pack(3, builtin.obj, inner.obj, index.obj)
                             : tuple_pack(2, builtin.obj, inner.obj),
                     &index, &inner, &builtin);
}

static Own iter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t i = object_as_index(args[0], T(OverflowError));
  if (i == -1 && err_occurred()) return NULL;
  if (it->seq) it->index = i < 0 ? 0 : MIN(i, VARSIZE(it->seq));
  RETURN_NONE;
}

static const FieldSpec iter_fields[] = {FIELD(ListIter, seq, "the bytearray", FIELD_OWN, 0), {0}};
static const MethodSpec iter_methods[] = {
    {"__length_hint__(self, /)", iter_length_hint, 0, "An estimate of the number of items left."},
    {"__reduce__(self, /)", iter_reduce, 0, "State for pickling."},
    {"__setstate__(self, state, /)", iter_setstate, 0, "Sets the position."},
    {0}};
const TypeSpec bytearray_iterator_spec = {
    .name = "bytearray_iterator",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = iter_fields,
    .methods = iter_methods,
    .slots = {.iter = object_incref, .iternext = iter_step},
};

static Own bytearray_remainder(Object *a, Object *b) {
  if (!object_is_instance_of(a, T(BYTEARRAY))) return NEWREF(NOT_IMPLEMENTED);
  return bytes_percent(a, b, true);
}

const TypeSpec bytearray_spec = {
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\n"
           "bytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> that many zero bytes\n"
           "bytearray() -> empty bytearray object\n"
           "\n"
           "A mutable sequence of integers in range(256).",
    .basic_size = sizeof(ByteArray),
    .flags = TYPE_BASE | TYPE_MATCH_SELF,
    .methods = bytearray_methods,
    .slots =
        {
            .dealloc = bytearray_dealloc,
            .size_of = bytearray_size_of,
            .new_ = bytearray_tp_new,
            .init = bytearray_init,
            .repr = bytearray_repr,
            .str = bytearray_repr,
            .richcompare = bytearray_richcompare,
            .iter = bytearray_iter,
            .remainder = bytearray_remainder,
            .mp_length = bytearray_len,
            .mp_subscript = bytearray_subscript,
            .mp_ass_subscript = bytearray_ass_subscript,
            .sq_length = bytearray_len,
            .sq_concat = bytearray_concat,
            .sq_repeat = bytearray_repeat,
            .sq_item = bytearray_item,
            .sq_ass_item = bytearray_ass_item,
            .sq_contains = bytelike_contains,
            .sq_inplace_concat = bytearray_inplace_concat,
            .sq_inplace_repeat = bytearray_inplace_repeat,
            .getbuffer = bytearray_getbuffer,
            .releasebuffer = bytearray_releasebuffer,
        },
};
