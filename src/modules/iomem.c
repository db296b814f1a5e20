/* BytesIO and StringIO: streams over memory of their own. */
#include <string.h>

#include "modules/ioparts.h"
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/textargs.h"
#include "object/tuple.h"

#define METHOD(name) static Own method_##name(Object *self, Object *const *args, ssize_t nargs)

/* ---- BytesIO ---- */

/* The bytes are a bytes object, longer than what is in the stream as far as there is spare room. While
 * somebody else has it too (the one the stream was made from, or a result of getvalue()) it is not written
 * to: a copy replaces it first. All of that is as in CPython, since sizes and identities show it. */
typedef struct BytesIO { /* CPython's size: 64 */
  Object ob;
  Object *bytes; /* owned; NULL when closed, and before __init__ until it is needed */
  ssize_t position, size;
  int32_t exports;
  bool closed;
  Object *dict, *weaklist;
} BytesIO;
#define BIO(o) ((BytesIO *)(o))
/* What a view from getbuffer() lies on: it has the stream. */
typedef struct BytesIOBuffer {
  Object ob;
  Object *source; /* owned BytesIO */
} BytesIOBuffer;

static bool bytes_open(BytesIO *b) {
  if (b->closed) {
    io_closed();
    return false;
  }
  if (b->bytes == NULL) {
    b->bytes = bytes_new(NULL, 0);
    b->size = 0;
  }
  return b->bytes != NULL;
}
static bool bytes_exported(const BytesIO *b) {
  if (b->exports == 0) return false;
  err_format(T(BufferError), "Existing exports of data: object cannot be re-sized");
  return true;
}
static bool bytes_shared(const BytesIO *b) { return b->bytes->refcnt > 1; }
/* Bytes of its own, room for n, no less than there are. */
static bool bytes_unshare(BytesIO *b, ssize_t n) {
  Object *own = bytes_new(NULL, n);
  if (!own) return false;
  memcpy(BYTES_DATA(own), BYTES_DATA(b->bytes), (size_t)MIN(b->size, n));
  SETREF(b->bytes, own);
  return true;
}
static bool bytes_room_exactly(BytesIO *b, ssize_t n) {
  if (bytes_shared(b)) return bytes_unshare(b, n);
  b->bytes = bytes_resize(b->bytes, n);
  return b->bytes != NULL;
}
/* Room for n bytes and perhaps some more, or less room after a cut. */
static bool bytes_room(BytesIO *b, ssize_t n) {
  ssize_t room = VARSIZE(b->bytes);
  if (n >= room / 2 && n < room) return true;
  if (n >= room && (double)n < (double)room * 1.125)
    return bytes_room_exactly(b, n + (n >> 3) + (n < 9 ? 3 : 6));
  return bytes_room_exactly(b, n + 1);
}

/* What is left in a state is the instance's __dict__, or None: a copy of it for __getstate__... */
static Own dict_for_state(Ref dict) { return dict ? dict_copy(dict) : NEWREF(NONE); }
/* ...and what __setstate__ does with it; which: its place in the state, in words. */
static bool dict_from_state(Object **dict, Ref given, const char *which) {
  if (given == NONE) return true;
  if (!IS_SUB(given, DICT)) {
    err_format(T(TypeError), "%s item of state should be a dict, got a %.200T", which, given);
    return false;
  }
  if (*dict) return dict_update(*dict, given) == 0;
  *dict = NEWREF(given);
  return true;
}
/* The position in a state; with: the word before the type's name when it is not a number. */
static bool position_from_state(Ref given, const char *which, const char *with, ssize_t *position) {
  if (!IS_SUB(given, INT)) {
    err_format(T(TypeError), "%s item of state must be an integer, %s %.200T", which, with, given);
    return false;
  }
  ssize_t at = object_as_index(given, T(OverflowError));
  if (at == -1 && err_occurred()) return false;
  if (at < 0) {
    err_format(T(ValueError), "position value cannot be negative");
    return false;
  }
  *position = at;
  return true;
}
static bool state_is_tuple(Ref self, Ref state, ssize_t n) {
  if (IS_SUB(state, TUPLE) && tuple_size(state) >= n) return true;
  err_format(T(TypeError), "%.200s.__setstate__ argument should be %zd-tuple, got %.200T", TYPE(self)->name,
             n, state);
  return false;
}
static ssize_t bytes_left(const BytesIO *b) { return MAX(b->size - b->position, 0); }
static Own bytes_part(BytesIO *b, ssize_t n) {
  ssize_t left = bytes_left(b);
  if (n < 0 || n > left) n = left;
  /* All of it, without spare room: the very object. */
  bool whole = n > 1 && b->position == 0 && n == VARSIZE(b->bytes) && b->exports == 0;
  Object *r = whole ? NEWREF(b->bytes) : bytes_new(BYTES_DATA(b->bytes) + (left ? b->position : 0), n);
  if (r) b->position += n;
  return r;
}

METHOD(bytes_read) {
  ssize_t n;
  if (!bytes_open(BIO(self)) || !io_size(nargs ? args[0] : NULL, &n)) return NULL;
  return bytes_part(BIO(self), n);
}
static Own bytes_line(BytesIO *b, ssize_t limit) {
  ssize_t left = bytes_left(b);
  const char *p = BYTES_DATA(b->bytes) + (left ? b->position : 0);
  const char *end = left ? memchr(p, '\n', (size_t)left) : NULL;
  ssize_t n = end ? end + 1 - p : left;
  return bytes_part(b, limit >= 0 ? MIN(n, limit) : n);
}
METHOD(bytes_readline) {
  ssize_t limit;
  if (!bytes_open(BIO(self)) || !io_size(nargs ? args[0] : NULL, &limit)) return NULL;
  return bytes_line(BIO(self), limit);
}
static Own bytes_next(Object *self) {
  if (!bytes_open(BIO(self))) return NULL;
  return bytes_left(BIO(self)) ? bytes_line(BIO(self), -1) : NULL;
}
METHOD(bytes_readlines) {
  BytesIO *b = BIO(self);
  ssize_t limit = 0, size = 0;
  if (!bytes_open(b)) return NULL;
  if (nargs && args[0] && args[0] != NONE) {
    if (!IS_SUB(args[0], INT))
      return err_format(T(TypeError), "integer argument expected, got '%T'", args[0]);
    if (!textargs_ssize(args[0], &limit)) return NULL;
  }
  HOLD(list, list_new(0), "readlines()");
  while (list.obj && bytes_left(b)) {
    Object *line = bytes_line(b, -1);
    if (!line) return NULL;
    size += VARSIZE(line);
    if (list_append_steal(list.obj, line) < 0) return NULL;
    if (limit > 0 && size >= limit) break;
  }
  return hold_take(&list);
}
METHOD(bytes_readinto) {
  (void)nargs;
  BytesIO *b = BIO(self);
  AUTO_BUFFER(view);
  if (!bytes_open(b) || buffer_get(args[0], &view, BUFFER_WRITABLE) < 0) return NULL;
  ssize_t n = MIN(view.len, bytes_left(b));
  if (n) memcpy(view.buf, BYTES_DATA(b->bytes) + b->position, (size_t)n);
  b->position += n;
  return int_from_i64(n);
}
METHOD(bytes_write) {
  (void)nargs;
  BytesIO *b = BIO(self);
  if (!bytes_open(b) || bytes_exported(b)) return NULL;
  AUTO_BUFFER(view);
  if (buffer_get(args[0], &view, BUFFER_SIMPLE) < 0) return NULL;
  if (view.len == 0) return int_from_i64(0);
  if (view.len > PTRDIFF_MAX / 2 - b->position)
    return err_format(T(OverflowError), "new buffer size too large");
  ssize_t end = b->position + view.len;
  if (end > VARSIZE(b->bytes) ? !bytes_room(b, end) : bytes_shared(b) && !bytes_unshare(b, MAX(end, b->size)))
    return NULL;
  char *data = BYTES_DATA(b->bytes);
  if (b->position > b->size) memset(data + b->size, 0, (size_t)(b->position - b->size));
  memcpy(data + b->position, view.buf, (size_t)view.len);
  ((Bytes *)b->bytes)->hash = -1;
  b->position = end;
  b->size = MAX(b->size, end);
  return int_from_i64(view.len);
}
/* The contents: the bytes themselves, cut to their length, but for those too small to be kept or lent. */
static Own bytes_value(BytesIO *b) {
  if (b->size <= 1 || b->exports) return bytes_new(BYTES_DATA(b->bytes), b->size);
  if (b->size != VARSIZE(b->bytes) && !bytes_room_exactly(b, b->size)) return NULL;
  return NEWREF(b->bytes);
}
METHOD(bytes_getvalue) {
  NO_ARGS;
  return bytes_open(BIO(self)) ? bytes_value(BIO(self)) : NULL;
}
METHOD(bytes_getbuffer) {
  NO_ARGS;
  if (!bytes_open(BIO(self))) return NULL;
  HOLD(lent, object_new(T(BYTES_IO_BUFFER), 0), "getbuffer()");
  if (!lent.obj) return NULL;
  ((BytesIOBuffer *)lent.obj)->source = NEWREF(self);
  gc_track(lent.obj);
  return hold_return(memoryview_new(lent.obj), &lent);
}
static int lent_getbuffer(Object *o, Buffer *view, int flags) {
  BytesIO *b = BIO(((BytesIOBuffer *)o)->source);
  if (b->exports == 0 && bytes_shared(b) && !bytes_unshare(b, b->size)) return -1;
  if (buffer_fill(view, o, BYTES_DATA(b->bytes), b->size, false, flags) < 0) return -1;
  ((Bytes *)b->bytes)->hash = -1;
  b->exports++;
  return 0;
}
static void lent_releasebuffer(Object *o, Buffer *view) {
  (void)view;
  BIO(((BytesIOBuffer *)o)->source)->exports--;
}
static const FieldSpec lent_fields[] = {FIELD(BytesIOBuffer, source, "the stream", FIELD_OWN, 0), {0}};
const TypeSpec bytes_io_buffer_spec = {
    .name = "_io._BytesIOBuffer",
    .basic_size = sizeof(BytesIOBuffer),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = lent_fields,
    .slots = {.getbuffer = lent_getbuffer, .releasebuffer = lent_releasebuffer},
};
METHOD(bytes_seek) {
  BytesIO *b = BIO(self);
  int whence = 0;
  ssize_t at;
  if (!textargs_ssize(args[0], &at) || (nargs > 1 && args[1] && !textargs_int(args[1], &whence)) ||
      !bytes_open(b))
    return NULL;
  if (whence == 0 && at < 0) return err_format(T(ValueError), "negative seek value %zd", at);
  if (whence < 0 || whence > 2)
    return err_format(T(ValueError), "invalid whence (%d, should be 0, 1 or 2)", whence);
  at += whence == 1 ? b->position : whence == 2 ? b->size : 0;
  b->position = MAX(at, 0);
  return int_from_i64(b->position);
}
METHOD(bytes_tell) {
  NO_ARGS;
  return bytes_open(BIO(self)) ? int_from_i64(BIO(self)->position) : NULL;
}
METHOD(bytes_truncate) {
  BytesIO *b = BIO(self);
  if (!bytes_open(b) ||
      (!(nargs && args[0] && args[0] != NONE && !IS_SUB(args[0], INT)) && bytes_exported(b)))
    return NULL;
  ssize_t size = b->position;
  if (nargs && args[0] && args[0] != NONE && !textargs_ssize(args[0], &size)) return NULL;
  if (size < 0) return err_format(T(ValueError), "negative size value %zd", size);
  if (size < b->size) {
    b->size = size;
    if (!bytes_room(b, size)) return NULL;
  }
  return int_from_i64(size);
}
METHOD(bytes_close) {
  NO_ARGS;
  if (bytes_exported(BIO(self))) return NULL;
  BIO(self)->closed = true;
  CLEAR(BIO(self)->bytes);
  RETURN_NONE;
}
METHOD(bytes_flush) {
  NO_ARGS;
  if (!bytes_open(BIO(self))) return NULL;
  RETURN_NONE;
}
METHOD(bytes_yes) {
  NO_ARGS;
  return bytes_open(BIO(self)) ? NEWREF(TRUE) : NULL;
}
METHOD(bytes_isatty) {
  NO_ARGS;
  return bytes_open(BIO(self)) ? NEWREF(FALSE) : NULL;
}
static Own bytes_get_closed(Object *self) { return BOOL_NEW(BIO(self)->closed); }
METHOD(bytes_getstate) {
  NO_ARGS;
  BytesIO *b = BIO(self);
  if (!bytes_open(b)) return NULL;
  HOLD(value, bytes_value(b), "__getstate__()");
  HOLD(at, value.obj ? int_from_i64(b->position) : NULL, "__getstate__()");
  HOLD(dict, at.obj ? dict_for_state(b->dict) : NULL, "__getstate__()");
  return hold_return(dict.obj ? tuple_pack(3, value.obj, at.obj, dict.obj) : NULL, &dict, &at, &value);
}
METHOD(bytes_setstate) {
  (void)nargs;
  BytesIO *b = BIO(self);
  if (!state_is_tuple(self, args[0], 3) || bytes_exported(b)) return NULL;
  b->position = b->size = 0;
  HOLD(written, method_bytes_write(self, (Object *[]){tuple_item(args[0], 0)}, 1), "__setstate__()");
  if (!written.obj || !position_from_state(tuple_item(args[0], 1), "second", "not", &b->position) ||
      !dict_from_state(&b->dict, tuple_item(args[0], 2), "third"))
    return NULL;
  return hold_return(NEWREF(NONE), &written);
}

static int bytes_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"BytesIO", {"initial_bytes"}, 0, 1, 1, 0};
  Object *v[1];
  if (!args_bind(&spec, args, nargs, kwnames, v)) return -1;
  BytesIO *b = BIO(self);
  b->closed = false;
  b->position = b->size = 0;
  if (bytes_exported(b) || !bytes_open(b)) return -1;
  if (!v[0] || v[0] == NONE) return 0;
  if (IS_EXACT(v[0], BYTES)) {
    INCREF(v[0]);
    SETREF(b->bytes, v[0]);
    b->size = VARSIZE(v[0]);
    return 0;
  }
  Object *written = method_bytes_write(self, v, 1);
  XDECREF(written);
  b->position = 0;
  return written ? 0 : -1;
}
static size_t bytes_size_of(Object *self) {
  const BytesIO *b = BIO(self);
  size_t size = TYPE(self)->basic_size;
  if (b->bytes && !bytes_shared(b)) size += offsetof(Bytes, data) + 1 + (size_t)VARSIZE(b->bytes);
  return size;
}

static const FieldSpec bytes_fields[] = {FIELD(BytesIO, bytes, "the bytes", FIELD_OWN, 0),
                                         FIELD(BytesIO, dict, "__dict__", FIELD_OWN, 0),
                                         FIELD(BytesIO, weaklist, "weak references", FIELD_WEAKLIST, 0),
                                         {0}};
static void bytes_traverse(Object *o, Visitor *v) { io_traverse(o, v, bytes_fields); }
static void bytes_clear(Object *o) { io_clear(o, bytes_fields); }
static void bytes_dealloc(Object *o) {
  gc_untrack(o);
  if (BIO(o)->weaklist) object_clear_weakrefs(o);
  io_clear(o, bytes_fields);
  object_free(o);
}
static const MethodSpec bytes_methods_[] = {
    {"readable(self, /)", method_bytes_yes, 0, NULL},
    {"seekable(self, /)", method_bytes_yes, 0, NULL},
    {"writable(self, /)", method_bytes_yes, 0, NULL},
    {"close(self, /)", method_bytes_close, 0, NULL},
    {"flush(self, /)", method_bytes_flush, 0, NULL},
    {"isatty(self, /)", method_bytes_isatty, 0, NULL},
    {"tell(self, /)", method_bytes_tell, 0, NULL},
    {"write(self, b, /)", method_bytes_write, 0, NULL},
    {"read1(self, size=-1, /)", method_bytes_read, 0, NULL},
    {"readinto(self, buffer, /)", method_bytes_readinto, 0, NULL},
    {"readline(self, size=-1, /)", method_bytes_readline, 0, NULL},
    {"readlines(self, size=None, /)", method_bytes_readlines, 0, NULL},
    {"read(self, size=-1, /)", method_bytes_read, 0, NULL},
    {"getbuffer(self, /)", method_bytes_getbuffer, 0, "A view of the contents."},
    {"getvalue(self, /)", method_bytes_getvalue, 0, "The whole contents."},
    {"seek(self, pos, whence=0, /)", method_bytes_seek, 0, NULL},
    {"truncate(self, size=None, /)", method_bytes_truncate, 0, NULL},
    {"__getstate__(self, /)", method_bytes_getstate, 0, NULL},
    {"__setstate__(self, state, /)", method_bytes_setstate, 0, NULL},
    {0}};
static const GetSetSpec bytes_getset[] = {{"closed", bytes_get_closed, NULL, NULL}, {0}};
const TypeSpec bytes_io_spec = {
    .name = "_io.BytesIO",
    .doc = "BytesIO(initial_bytes=b'')\n--\n\nA binary stream over memory.",
    .base = &buffered_io_base_spec,
    .basic_size = sizeof(BytesIO),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(BytesIO, weaklist),
    .dict_offset = offsetof(BytesIO, dict),
    .fields = bytes_fields,
    .methods = bytes_methods_,
    .getset = bytes_getset,
    .slots = {.dealloc = bytes_dealloc,
              .traverse = bytes_traverse,
              .clear = bytes_clear,
              .size_of = bytes_size_of,
              .init = bytes_init,
              .iternext = bytes_next},
};

/* ---- StringIO ---- */

typedef struct StringIO { /* CPython's size: 120 */
  Object ob;
  uint32_t *chars; /* memory block */
  ssize_t length, capacity, position;
  bool ready, closed, translate, universal;
  char newline[3];
  uint8_t seen; /* with universal line ends or newline='': bits of what was written: 1 \r, 2 \n, 4 \r\n */
  Object *spare[6];
  Object *dict, *weaklist;
} StringIO;
#define SIO(o) ((StringIO *)(o))

static bool text_open(StringIO *s) {
  if (!s->ready) {
    err_format(T(ValueError), "I/O operation on uninitialized object");
    return false;
  }
  if (s->closed) {
    err_format(T(ValueError), "I/O operation on closed file");
    return false;
  }
  return true;
}
static bool text_reserve(StringIO *s, ssize_t want) {
  if (want <= s->capacity) return true;
  ssize_t capacity = want + want / 2 + 32;
  uint32_t *block = want < PTRDIFF_MAX / 16 ? mem_realloc(s->chars, (size_t)capacity * 4) : NULL;
  if (!block) {
    err_no_memory();
    return false;
  }
  s->chars = block;
  s->capacity = capacity;
  return true;
}
/* newline='': line ends stay as they are, and every kind ends a line. */
static bool any_line_end(const StringIO *s) { return !s->newline[0] && !s->translate; }
/* Remembers which line ends a text has: what .newlines tells. */
static void text_see(StringIO *s, const Str *t) {
  for (ssize_t i = 0; i < t->length; i++) {
    uint32_t c = str_char(t, i);
    bool pair = c == '\r' && i + 1 < t->length && str_char(t, i + 1) == '\n';
    if (pair) i++;
    if (pair)
      s->seen |= 4;
    else if (c == '\r')
      s->seen |= 1;
    else if (c == '\n')
      s->seen |= 2;
  }
}
/* Writes at the position; line ends are translated as newline says. */
static bool text_put(StringIO *s, Ref o) {
  Str *t = STR(o);
  ssize_t extra = s->newline[1] ? t->length : 0;
  if (!text_reserve(s, s->position + t->length + extra)) return false;
  for (ssize_t i = s->length; i < s->position; i++) s->chars[i] = 0;
  if (s->universal || any_line_end(s)) text_see(s, t);
  for (ssize_t i = 0; i < t->length; i++) {
    uint32_t c = str_char(t, i);
    if (c == '\r' && s->universal) {
      if (i + 1 < t->length && str_char(t, i + 1) == '\n') i++;
      c = '\n';
    }
    if (c == '\n' && s->newline[0] == '\r') {
      s->chars[s->position++] = '\r';
      if (!s->newline[1]) continue;
    }
    s->chars[s->position++] = c;
  }
  if (s->position > s->length) s->length = s->position;
  return true;
}
static Own text_part(StringIO *s, ssize_t n) {
  ssize_t left = MAX(s->length - s->position, 0);
  if (n < 0 || n > left) n = left;
  if (n == 0) return (Object *)NEWREF(RT->empty_str);
  Object *r = str_from_kind(4, s->chars + s->position, n);
  if (r) s->position += n;
  return r;
}

METHOD(text_write) {
  (void)nargs;
  if (!text_open(SIO(self))) return NULL;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "string argument expected, got '%.200T'", args[0]);
  if (STR(args[0])->length && !text_put(SIO(self), args[0])) return NULL;
  return int_from_i64(STR(args[0])->length);
}
METHOD(text_read) {
  ssize_t n;
  if (!text_open(SIO(self)) || !io_size(nargs ? args[0] : NULL, &n)) return NULL;
  return text_part(SIO(self), n);
}
static Own text_line(StringIO *s, ssize_t limit) {
  ssize_t i = s->position;
  bool any = any_line_end(s);
  while (i < s->length) {
    uint32_t c = s->chars[i++];
    if (any && c == '\r') {
      if (i < s->length && s->chars[i] == '\n') i++;
      break;
    }
    if (s->newline[0] == '\r') {
      if (c == '\r' && (!s->newline[1] || (i < s->length && s->chars[i] == '\n'))) {
        i += s->newline[1] != 0;
        break;
      }
    } else if (c == '\n')
      break;
  }
  ssize_t n = MAX(i - s->position, 0);
  return text_part(s, limit >= 0 ? MIN(n, limit) : n);
}
METHOD(text_readline) {
  ssize_t limit;
  if (!text_open(SIO(self)) || !io_size(nargs ? args[0] : NULL, &limit)) return NULL;
  return text_line(SIO(self), limit);
}
static Own text_next(Object *self) {
  StringIO *s = SIO(self);
  if (!text_open(s)) return NULL;
  HOLD(line, IS_EXACT(self, STRING_IO) ? text_line(s, -1) : object_call_method0(self, N(readline)),
       "reading lines");
  if (!line.obj) return NULL;
  ssize_t n = object_length(line.obj);
  return n > 0 ? hold_take(&line) : NULL;
}
METHOD(text_getvalue) {
  NO_ARGS;
  if (!text_open(SIO(self))) return NULL;
  return SIO(self)->length ? str_from_kind(4, SIO(self)->chars, SIO(self)->length)
                           : (Object *)NEWREF(RT->empty_str);
}
METHOD(text_tell) {
  NO_ARGS;
  return text_open(SIO(self)) ? int_from_i64(SIO(self)->position) : NULL;
}
METHOD(text_seek) {
  StringIO *s = SIO(self);
  int whence = 0;
  ssize_t at;
  if (!textargs_ssize(args[0], &at) || (nargs > 1 && args[1] && !textargs_int(args[1], &whence)) ||
      !text_open(s))
    return NULL;
  if (whence < 0 || whence > 2)
    return err_format(T(ValueError), "Invalid whence (%d, should be 0, 1 or 2)", whence);
  if (whence == 0 && at < 0) return err_format(T(ValueError), "Negative seek position %zd", at);
  if (whence && at) return err_format(T(OSError), "Can't do nonzero cur-relative seeks");
  s->position = whence == 1 ? s->position : whence == 2 ? s->length : at;
  return int_from_i64(s->position);
}
METHOD(text_truncate) {
  StringIO *s = SIO(self);
  if (!text_open(s)) return NULL;
  ssize_t size = s->position;
  if (nargs && args[0] && args[0] != NONE && !textargs_ssize(args[0], &size)) return NULL;
  if (size < 0) return err_format(T(ValueError), "Negative size value %zd", size);
  if (size < s->length) s->length = size;
  return int_from_i64(size);
}
METHOD(text_close) {
  NO_ARGS;
  SIO(self)->closed = true;
  mem_free(SIO(self)->chars);
  SIO(self)->chars = NULL;
  SIO(self)->length = SIO(self)->capacity = 0;
  RETURN_NONE;
}
METHOD(text_yes) {
  NO_ARGS;
  return text_open(SIO(self)) ? NEWREF(TRUE) : NULL;
}
static Own text_get_closed(Object *self) { return BOOL_NEW(SIO(self)->closed); }
static Own text_get_newlines(Object *self) {
  if (!text_open(SIO(self))) return NULL;
  static const char *const ends[] = {"\r", "\n", "\r\n"};
  uint8_t seen = SIO(self)->seen;
  HOLD(list, list_new(0), "StringIO.newlines");
  for (int i = 0; list.obj && i < 3; i++) {
    Object *end = seen >> i & 1 ? str_intern(ends[i]) : NULL;
    if (err_occurred() || (end && list_append_steal(list.obj, end))) return NULL;
  }
  if (list.obj == NULL) return NULL;
  if (VARSIZE(list.obj) == 0) return hold_return(NEWREF(NONE), &list);
  return hold_return(VARSIZE(list.obj) == 1 ? NEWREF(list_item(list.obj, 0)) : list_as_tuple(list.obj),
                     &list);
}
static Own text_get_false(Object *self) { return text_open(SIO(self)) ? NEWREF(FALSE) : NULL; }

static int text_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"StringIO", {"initial_value", "newline"}, 0, 2, 2, 0};
  Object *v[2];
  StringIO *s = SIO(self);
  if (!args_bind(&spec, args, nargs, kwnames, v)) return -1;
  if (v[1] && v[1] != NONE) {
    if (!IS_SUB(v[1], STR)) {
      err_format(T(TypeError), "newline must be str or None, not %.200T", v[1]);
      return -1;
    }
    if (!str_equals_text(v[1], "") && !str_equals_text(v[1], "\n") && !str_equals_text(v[1], "\r") &&
        !str_equals_text(v[1], "\r\n")) {
      err_format(T(ValueError), "illegal newline value: %R", v[1]);
      return -1;
    }
  }
  if (v[0] && v[0] != NONE && !IS_SUB(v[0], STR)) {
    err_format(T(TypeError), "initial_value must be str or None, not %.200T", v[0]);
    return -1;
  }
  s->newline[0] = s->newline[1] = s->newline[2] = 0;
  if (!v[1])
    s->newline[0] = '\n';
  else if (v[1] != NONE)
    for (ssize_t i = 0; i < STR(v[1])->length; i++) s->newline[i] = (char)str_char(STR(v[1]), i);
  s->universal = v[1] == NONE;
  s->translate = s->universal || s->newline[0];
  s->seen = 0;
  s->length = s->position = 0;
  s->closed = false;
  s->ready = true;
  if (v[0] && v[0] != NONE && !text_put(s, v[0])) return -1;
  s->position = 0;
  return 0;
}
METHOD(text_getstate) {
  NO_ARGS;
  StringIO *s = SIO(self);
  HOLD(value, method_text_getvalue(self, NULL, 0), "__getstate__()");
  if (!value.obj) return NULL;
  HOLD(newline, s->universal ? NEWREF(NONE) : str_from_ascii(s->newline, -1), "__getstate__()");
  HOLD(at, newline.obj ? int_from_i64(s->position) : NULL, "__getstate__()");
  HOLD(dict, at.obj ? dict_for_state(s->dict) : NULL, "__getstate__()");
  return hold_return(dict.obj ? tuple_pack(4, value.obj, newline.obj, at.obj, dict.obj) : NULL, &dict, &at,
                     &newline, &value);
}
METHOD(text_setstate) {
  (void)nargs;
  StringIO *s = SIO(self);
  if (s->closed) return err_format(T(ValueError), "I/O operation on closed file");
  if (!state_is_tuple(self, args[0], 4)) return NULL;
  if (text_init(self, (Object *[]){tuple_item(args[0], 0), tuple_item(args[0], 1)}, 2, NULL)) return NULL;
  /* The text was translated when it was first written: as it stands it takes the place of what was made. */
  Object *value = tuple_item(args[0], 0);
  ssize_t length = value == NONE ? 0 : str_length(value);
  if (!text_reserve(s, length)) return NULL;
  for (ssize_t i = 0; i < length; i++) s->chars[i] = str_char(STR(value), i);
  s->length = length;
  if (!position_from_state(tuple_item(args[0], 2), "third", "got", &s->position) ||
      !dict_from_state(&s->dict, tuple_item(args[0], 3), "fourth"))
    return NULL;
  RETURN_NONE;
}
static void text_dealloc(Object *o) {
  gc_untrack(o);
  if (SIO(o)->weaklist) object_clear_weakrefs(o);
  mem_free(SIO(o)->chars);
  CLEAR(SIO(o)->dict);
  object_free(o);
}

static const FieldSpec text_fields[] = {FIELD(StringIO, dict, "__dict__", FIELD_OWN, 0), {0}};
static void text_traverse(Object *o, Visitor *v) { io_traverse(o, v, text_fields); }
static void text_clear(Object *o) { io_clear(o, text_fields); }
static const MethodSpec text_methods[] = {
    {"close(self, /)", method_text_close, 0, NULL},
    {"getvalue(self, /)", method_text_getvalue, 0, "The whole contents."},
    {"read(self, size=-1, /)", method_text_read, 0, NULL},
    {"readline(self, size=-1, /)", method_text_readline, 0, NULL},
    {"tell(self, /)", method_text_tell, 0, NULL},
    {"truncate(self, pos=None, /)", method_text_truncate, 0, NULL},
    {"seek(self, pos, whence=0, /)", method_text_seek, 0, NULL},
    {"write(self, s, /)", method_text_write, 0, NULL},
    {"seekable(self, /)", method_text_yes, 0, NULL},
    {"readable(self, /)", method_text_yes, 0, NULL},
    {"writable(self, /)", method_text_yes, 0, NULL},
    {"__getstate__(self, /)", method_text_getstate, 0, NULL},
    {"__setstate__(self, state, /)", method_text_setstate, 0, NULL},
    {0}};
static const GetSetSpec text_getset[] = {{"closed", text_get_closed, NULL, NULL},
                                         {"newlines", text_get_newlines, NULL, NULL},
                                         {"line_buffering", text_get_false, NULL, NULL},
                                         {0}};
const TypeSpec string_io_spec = {
    .name = "_io.StringIO",
    .doc = "StringIO(initial_value='', newline='\\n')\n--\n\nA text stream over memory.",
    .base = &text_io_base_spec,
    .basic_size = sizeof(StringIO),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(StringIO, weaklist),
    .dict_offset = offsetof(StringIO, dict),
    .fields = text_fields,
    .methods = text_methods,
    .getset = text_getset,
    .slots = {.dealloc = text_dealloc,
              .traverse = text_traverse,
              .clear = text_clear,
              .init = text_init,
              .iternext = text_next},
};
