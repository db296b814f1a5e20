#include "object/bytes.h"

#include <string.h>

#include "base/hash.h"
#include "heap/observer.h"
#include "object/buffer.h"
#include "object/codecs.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slice.h"
#include "object/text.h"
#include "object/textargs.h"
#include "object/tuple.h"

enum { BYTES_HEAD = offsetof(Bytes, data) + 1 }; /* 33, with the terminating 0 */

/* ---- making ---- */

/* zeroed: all of it; else only the terminating 0 is written. */
static Bytes *bytes_alloc(ssize_t n, bool zeroed) {
  if (n <= 512 - BYTES_HEAD) {
    Bytes *small = mem_small_alloc(MEM_CLASS((size_t)n + BYTES_HEAD));
    if (LIKELY(small)) {
      object_set_born(&small->head.ob, T(BYTES));
      small->head.size = n;
      small->hash = -1;
      if (zeroed)
        memset(small->data, 0, (size_t)n + 1);
      else
        small->data[n] = 0;
      OBSERVE(OBSERVE_MEMORY, EV_BORN, small, n + BYTES_HEAD, 0);
      return small;
    }
  }
  if (n > PTRDIFF_MAX - BYTES_HEAD) {
    err_no_memory();
    return NULL;
  }
  Bytes *b = (Bytes *)object_new_sized(T(BYTES), BYTES_HEAD + (size_t)n);
  if (!b) return NULL;
  b->head.size = n;
  b->hash = -1;
  return b;
}

static void bytes_dealloc(Object *o) {
  if (LIKELY(o->type == T(BYTES) && mem_is_small(o))) {
    OBSERVE(OBSERVE_MEMORY, EV_FREED, o, 0, 0);
    SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = 0;
    mem_small_free(o);
    return;
  }
  object_free(o);
}

bool bytes_boot(void) {
  RT->empty_bytes = (Object *)bytes_alloc(0, true);
  if (!RT->empty_bytes) return false;
  for (int c = 0; c < 256; c++) {
    Bytes *b = bytes_alloc(1, true);
    if (!b) return false;
    b->data[0] = (char)c;
    RT->bytes_chars[c] = (Object *)b;
  }
  return true;
}

Own bytes_new(const void *data, ssize_t n) {
  if (n == 0) return NEWREF(RT->empty_bytes);
  if (n == 1 && data) return NEWREF(RT->bytes_chars[*(const uint8_t *)data]);
  Bytes *b = bytes_alloc(n, !data);
  if (b && data) memcpy(b->data, data, (size_t)n);
  return (Object *)b;
}

Own bytes_resize(Object *o, ssize_t n) {
  if (VARSIZE(o) == n) return o;
  if (n == 0 || VARSIZE(o) == 0 || o->refcnt != 1) {
    Object *fresh = bytes_new(NULL, n);
    if (fresh && n) memcpy(BYTES_DATA(fresh), BYTES_DATA(o), (size_t)MIN(n, VARSIZE(o)));
    DECREF(o);
    return fresh;
  }
  Bytes *b = (Bytes *)object_resize(o, BYTES_HEAD + (size_t)n);
  if (!b) {
    DECREF(o);
    return NULL;
  }
  b->head.size = n;
  b->data[n] = 0;
  b->hash = -1;
  return (Object *)b;
}

/* ---- from objects ---- */

static bool byte_value(Ref o, uint8_t *out) {
  if (!number_check_index(o)) {
    err_format(T(TypeError), "'%.200T' object cannot be interpreted as an integer", o);
    return false;
  }
  ssize_t v = object_as_index(o, NULL);
  if (v == -1 && err_occurred()) return false;
  if (v < 0 || v > 255) {
    err_format(T(ValueError), "bytes must be in range(0, 256)");
    return false;
  }
  *out = (uint8_t)v;
  return true;
}

typedef struct ByteSink { /* bytes being collected in a memory block */
  char *data;
  ssize_t length, capacity;
} ByteSink;

static bool sink_add(ByteSink *sink, uint8_t byte) {
  if (sink->length == sink->capacity) {
    ssize_t capacity = sink->capacity ? sink->capacity * 2 : 64;
    char *block = mem_realloc(sink->data, (size_t)capacity);
    if (!block) {
      err_no_memory();
      return false;
    }
    sink->data = block;
    sink->capacity = capacity;
  }
  sink->data[sink->length++] = (char)byte;
  return true;
}

static Own sink_finish(ByteSink *sink, bool ok) {
  Object *result = ok ? bytes_new(sink->data, sink->length) : NULL;
  mem_free(sink->data);
  return result;
}

static Own bytes_from_iterable(Ref o) {
  ByteSink sink = {0};
  uint8_t byte;
  bool ok = true;
  if (IS_EXACT(o, LIST) || IS_EXACT(o, TUPLE)) {
    for (ssize_t i = 0; ok && i < VARSIZE(o); i++) {
      HOLD(item, NEWREF(IS_EXACT(o, LIST) ? list_item(o, i) : tuple_item(o, i)), "bytes()");
      ok = byte_value(item.obj, &byte) && sink_add(&sink, byte);
    }
    return sink_finish(&sink, ok);
  }
  if (IS_SUB(o, STR)) return err_format(T(TypeError), "cannot convert '%.200T' object to bytes", o);
  HOLD(iterator, object_iter(o), "bytes()");
  if (!iterator.obj) {
    if (err_matches(T(TypeError))) {
      err_clear();
      return err_format(T(TypeError), "cannot convert '%.200T' object to bytes", o);
    }
    return NULL;
  }
  while (ok) {
    HOLD(item, iter_next(iterator.obj), "bytes()");
    if (!item.obj) {
      ok = !err_occurred();
      break;
    }
    ok = byte_value(item.obj, &byte) && sink_add(&sink, byte);
  }
  return hold_return(sink_finish(&sink, ok), &iterator);
}

static Own bytes_from_buffer(Ref o) {
  Buffer view;
  if (buffer_get(o, &view, BUFFER_FULL) < 0) return NULL;
  Object *result = bytes_new(NULL, view.len);
  if (result && view.len) buffer_copy(&view, BYTES_DATA(result), 'C');
  buffer_release(&view);
  return result;
}

/* counts: a number is how many zeros to make. */
static Own convert(Ref o, bool counts) {
  if (IS_EXACT(o, BYTES)) return NEWREF(o);
  HOLD(method, object_lookup_special(o, N(__bytes__)), "bytes()");
  if (method.obj) {
    HOLD(result, object_call0(method.obj), "bytes()");
    if (result.obj && !IS_SUB(result.obj, BYTES))
      return err_format(T(TypeError), "__bytes__ returned non-bytes (type %.200T)", result.obj);
    return hold_return(hold_take(&result), &method);
  }
  if (err_occurred()) return NULL;
  if (counts && number_check_index(o)) {
    ssize_t n = object_as_index(o, T(OverflowError));
    if (n == -1 && err_occurred()) {
      if (!err_matches(T(TypeError))) return NULL;
      err_clear();
    } else {
      if (n < 0) return err_format(T(ValueError), "negative count");
      return hold_return(bytes_new(NULL, n), &method);
    }
  }
  if (buffer_check(o)) return hold_return(bytes_from_buffer(o), &method);
  return hold_return(bytes_from_iterable(o), &method);
}

Own bytes_from_object(Ref o) { return convert(o, true); }
Own object_bytes(Ref o) { return convert(o, false); }

static Own bytes_make(Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"bytes", {"source", "encoding", "errors"}, 0, 3, 3, 0};
  Object *v[3];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return NULL;
  const char *encoding, *errors;
  if (!textargs_text("bytes", "encoding", v[1], &encoding) ||
      !textargs_text("bytes", "errors", v[2], &errors))
    return NULL;
  if (!v[0]) {
    if (encoding || errors)
      return err_format(T(TypeError), "%s without a string argument", encoding ? "encoding" : "errors");
    return NEWREF(RT->empty_bytes);
  }
  if (IS_SUB(v[0], STR) && encoding) return codec_encode(v[0], encoding, errors);
  if (encoding) return err_format(T(TypeError), "encoding without a string argument");
  if (IS_SUB(v[0], STR)) return err_format(T(TypeError), "string argument without an encoding");
  if (errors) return err_format(T(TypeError), "errors without a string argument");
  return bytes_from_object(v[0]);
}

static Own bytes_tp_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  HOLD(plain, bytes_make(args, nargs, kwnames), "bytes()");
  if (!plain.obj || cls == T(BYTES)) return hold_take(&plain);
  ssize_t n = VARSIZE(plain.obj);
  Bytes *b = (Bytes *)object_new(cls, n);
  if (!b) return NULL;
  b->head.size = n;
  b->hash = ((Bytes *)plain.obj)->hash;
  memcpy(b->data, BYTES_DATA(plain.obj), (size_t)n + 1);
  if (TYPE_HAS(cls, TYPE_GC) && !gc_is_tracked((Object *)b)) gc_track((Object *)b);
  return hold_return((Object *)b, &plain);
}

/* ---- text of it ---- */

Own bytes_repr(Ref o, bool escape_single) {
  const uint8_t *p = (const uint8_t *)bytelike_data(o);
  ssize_t n = VARSIZE(o);
  char quote = '\'';
  if (memchr(p, '\'', (size_t)n) && !memchr(p, '"', (size_t)n)) quote = '"';
  StrWriter w;
  str_writer_init(&w);
  str_writer_ascii(&w, "b", 1);
  str_writer_char(&w, (uint32_t)quote);
  static const char hex[] = "0123456789abcdef";
  for (ssize_t i = 0; i < n; i++) {
    char text[4] = {'\\', 0, 0, 0};
    uint8_t c = p[i];
    ssize_t m = 2;
    if (c == quote || c == '\\' || (escape_single && c == '\''))
      text[1] = (char)c;
    else if (c == '\t' || c == '\n' || c == '\r')
      text[1] = c == '\t' ? 't' : c == '\n' ? 'n' : 'r';
    else if (c < ' ' || c >= 0x7f) {
      text[1] = 'x';
      text[2] = hex[c >> 4];
      text[3] = hex[c & 15];
      m = 4;
    } else {
      text[0] = (char)c;
      m = 1;
    }
    str_writer_ascii(&w, text, m);
  }
  str_writer_char(&w, (uint32_t)quote);
  return str_writer_finish(&w);
}

static Own bytes_tp_repr(Object *o) { return bytes_repr(o, false); }

/* ---- comparison, hash ---- */

static Own bytes_richcompare(Object *a, Object *b, int op) {
  if (!IS_SUB(a, BYTES) || !IS_SUB(b, BYTES)) return NEWREF(NOT_IMPLEMENTED);
  ssize_t n = VARSIZE(a), m = VARSIZE(b);
  if (a == b) return BOOL_NEW(op == CMP_EQ || op == CMP_LE || op == CMP_GE);
  if (op == CMP_EQ || op == CMP_NE)
    return BOOL_NEW((n == m && memcmp(BYTES_DATA(a), BYTES_DATA(b), (size_t)n) == 0) == (op == CMP_EQ));
  int c = memcmp(BYTES_DATA(a), BYTES_DATA(b), (size_t)MIN(n, m));
  if (c == 0) c = n < m ? -1 : n > m;
  return BOOL_NEW(op == CMP_LT ? c < 0 : op == CMP_LE ? c <= 0 : op == CMP_GT ? c > 0 : c >= 0);
}

static Hash bytes_hash(Object *o) {
  Bytes *b = (Bytes *)o;
  if (b->hash == -1) b->hash = hash_python(b->data, (size_t)b->head.size);
  return b->hash;
}

/* ---- sequence ---- */

static ssize_t bytes_len(Object *o) { return VARSIZE(o); }

Own bytes_concat(Ref a, Ref b) {
  Buffer va, vb;
  if (buffer_check(a) && buffer_get(a, &va, BUFFER_SIMPLE) < 0) return NULL;
  if (!buffer_check(a)) va = (Buffer){0};
  if (!va.obj || !buffer_check(b) || buffer_get(b, &vb, BUFFER_SIMPLE) < 0) {
    buffer_release(&va);
    if (!err_occurred()) err_format(T(TypeError), "can't concat %.100T to %.100T", b, a);
    return NULL;
  }
  Object *result;
  if (va.len == 0 && IS_EXACT(b, BYTES))
    result = NEWREF(b);
  else if (vb.len == 0 && IS_EXACT(a, BYTES))
    result = NEWREF(a);
  else if (va.len > PTRDIFF_MAX - vb.len)
    result = err_no_memory();
  else if ((result = bytes_new(NULL, va.len + vb.len))) {
    memcpy(BYTES_DATA(result), va.buf, (size_t)va.len);
    memcpy(BYTES_DATA(result) + va.len, vb.buf, (size_t)vb.len);
  }
  buffer_release(&va);
  buffer_release(&vb);
  return result;
}

static Own bytes_repeat(Object *o, ssize_t n) {
  ssize_t size = VARSIZE(o);
  if (n < 0) n = 0;
  if (n && size > PTRDIFF_MAX / n) return err_format(T(OverflowError), "repeated bytes are too long");
  ssize_t total = size * n;
  if (total == size && IS_EXACT(o, BYTES)) return NEWREF(o);
  Object *r = bytes_new(NULL, total);
  if (!r || total == 0) return r;
  char *to = BYTES_DATA(r);
  if (size == 1)
    memset(to, BYTES_DATA(o)[0], (size_t)total);
  else
    for (ssize_t i = 0; i < n; i++) memcpy(to + i * size, BYTES_DATA(o), (size_t)size);
  return r;
}

static Own bytes_item(Object *o, ssize_t i) {
  if ((size_t)i >= (size_t)VARSIZE(o)) return err_format(T(IndexError), "index out of range");
  return int_from_i64((uint8_t)BYTES_DATA(o)[i]);
}

static Own bytes_subscript(Object *o, Object *key) {
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    return bytes_item(o, i < 0 ? i + VARSIZE(o) : i);
  }
  if (IS_EXACT(key, SLICE)) {
    ssize_t start, stop, step;
    if (slice_unpack(key, &start, &stop, &step) < 0) return NULL;
    ssize_t n = slice_adjust(VARSIZE(o), &start, &stop, step);
    if (n <= 0) return NEWREF(RT->empty_bytes);
    const char *from = BYTES_DATA(o);
    if (step == 1 && start == 0 && n == VARSIZE(o) && IS_EXACT(o, BYTES)) return NEWREF(o);
    if (step == 1 || n == 1) return bytes_new(from + start, n);
    Object *r = bytes_new(NULL, n);
    if (r)
      for (ssize_t i = 0, at = start; i < n; i++, at += step) BYTES_DATA(r)[i] = from[at];
    return r;
  }
  return err_format(T(TypeError), "byte indices must be integers or slices, not %.200T", key);
}

static int bytes_getbuffer(Object *o, Buffer *view, int flags) {
  return buffer_fill(view, o, BYTES_DATA(o), VARSIZE(o), true, flags);
}

/* ---- iterator ---- */

typedef struct BytesIter {
  Object ob;
  ssize_t index;
  Object *bytes; /* owned; NULL when exhausted */
} BytesIter;

static Own bytes_iter(Object *o) {
  BytesIter *it = (BytesIter *)object_new(T(BYTES_ITER), 0);
  if (!it) return NULL;
  it->bytes = NEWREF(o);
  gc_track((Object *)it);
  return (Object *)it;
}

static Own bytes_iter_next(Object *self) {
  BytesIter *it = (BytesIter *)self;
  if (!it->bytes) return NULL;
  if (it->index < VARSIZE(it->bytes)) return int_from_i64((uint8_t)BYTES_DATA(it->bytes)[it->index++]);
  CLEAR(it->bytes);
  return NULL;
}

static Own iter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  BytesIter *it = (BytesIter *)self;
  return int_from_i64(it->bytes ? VARSIZE(it->bytes) - it->index : 0);
}

static Own iter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  BytesIter *it = (BytesIter *)self;
  HOLD(builtin, NEWREF(dict_get_text(RT->builtins, "iter")), "__reduce__()");
  HOLD(inner, tuple_pack(1, it->bytes ? it->bytes : RT->empty_tuple), "__reduce__()");
  HOLD(index, int_from_i64(it->index), "__reduce__()");
  if (!inner.obj || !index.obj) return NULL;
  return hold_return(it->bytes ? tuple_pack(3, builtin.obj, inner.obj, index.obj)
                               : tuple_pack(2, builtin.obj, inner.obj),
                     &index, &inner, &builtin);
}

static Own iter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  BytesIter *it = (BytesIter *)self;
  ssize_t i = object_as_index(args[0], T(OverflowError));
  if (i == -1 && err_occurred()) return NULL;
  if (it->bytes) it->index = i < 0 ? 0 : MIN(i, VARSIZE(it->bytes));
  RETURN_NONE;
}

static const FieldSpec iter_fields[] = {FIELD(BytesIter, bytes, "the bytes", FIELD_OWN, 0), {0}};
static const MethodSpec iter_methods[] = {
    {"__length_hint__(self, /)", iter_length_hint, 0, "An estimate of the number of items left."},
    {"__reduce__(self, /)", iter_reduce, 0, "State for pickling."},
    {"__setstate__(self, state, /)", iter_setstate, 0, "Sets the position."},
    {0}};
const TypeSpec bytes_iterator_spec = {
    .name = "bytes_iterator",
    .basic_size = sizeof(BytesIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = iter_fields,
    .methods = iter_methods,
    .slots = {.iter = object_incref, .iternext = bytes_iter_next},
};

static Own bytes_remainder(Object *a, Object *b) {
  if (!IS_SUB(a, BYTES)) return NEWREF(NOT_IMPLEMENTED);
  return bytes_percent(a, b, false);
}

const TypeSpec bytes_spec = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\n"
           "bytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> that many zero bytes\n"
           "bytes() -> empty bytes object\n"
           "\n"
           "An immutable sequence of integers in range(256).",
    .basic_size = BYTES_HEAD,
    .item_size = 1,
    .flags = TYPE_BASE | TYPE_SUB_BYTES | TYPE_MATCH_SELF,
    .methods = bytes_methods,
    .slots =
        {
            .dealloc = bytes_dealloc,
            .new_ = bytes_tp_new,
            .repr = bytes_tp_repr,
            .str = bytes_tp_repr,
            .hash = bytes_hash,
            .richcompare = bytes_richcompare,
            .iter = bytes_iter,
            .remainder = bytes_remainder,
            .mp_length = bytes_len,
            .mp_subscript = bytes_subscript,
            .sq_length = bytes_len,
            .sq_concat = bytes_concat,
            .sq_repeat = bytes_repeat,
            .sq_item = bytes_item,
            .sq_contains = bytelike_contains,
            .getbuffer = bytes_getbuffer,
        },
};
