/* UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError. */
#include "object/buffer.h"
#include "object/bytes.h"
#include "object/exceptions.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

static UnicodeErrorObject *of(Object *o) { return (UnicodeErrorObject *)o; }

static bool need_str(Object *o, int position) {
  if (IS_SUB(o, STR)) return true;
  err_format(T(TypeError), "argument %d must be str, not %T", position, o);
  return false;
}

static bool take_index(Object *o, ssize_t *out) {
  *out = object_as_index(o, T(OverflowError));
  return !(*out == -1 && RT->exc);
}

/* args: [encoding,] object, start, end, reason */
static int init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames, bool has_encoding,
                bool bytes) {
  UnicodeErrorObject *e = of(self);
  if (base_exception_init(self, args, nargs, kwnames) < 0) return -1;
  CLEAR(e->encoding);
  CLEAR(e->object);
  CLEAR(e->reason);
  int want = has_encoding ? 5 : 4;
  if (nargs != want) {
    err_format(T(TypeError), "function takes exactly %d arguments (%zd given)", want, nargs);
    return -1;
  }
  int at = 0;
  if (has_encoding) {
    if (!need_str(args[0], 1)) return -1;
    at = 1;
  }
  if (!bytes && !need_str(args[at], at + 1)) return -1;
  ssize_t start, end;
  if (!take_index(args[at + 1], &start) || !take_index(args[at + 2], &end) || !need_str(args[at + 3], at + 4))
    return -1;
  Object *object = NEWREF(args[at]);
  if (bytes && !IS_SUB(object, BYTES)) {
    DECREF(object);
    if (!TYPE(args[at])->slots.getbuffer) {
      err_format(T(TypeError), "a bytes-like object is required, not '%T'", args[at]);
      return -1;
    }
    object = object_bytes(args[at]);
    if (!object) return -1;
  }
  SETREF(e->object, object);
  if (has_encoding) SETREF(e->encoding, NEWREF(args[0]));
  SETREF(e->reason, NEWREF(args[at + 3]));
  e->start = start;
  e->end = end;
  return 0;
}

static int decode_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  return init(self, args, nargs, kwnames, true, true);
}
static int encode_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  return init(self, args, nargs, kwnames, true, false);
}
static int translate_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  return init(self, args, nargs, kwnames, false, false);
}

static Object *decode_str(Object *self) {
  UnicodeErrorObject *e = of(self);
  if (!e->object) return NEWREF(N(empty));
  if (IS_SUB(e->object, BYTES) && e->start >= 0 && e->start < VARSIZE(e->object) && e->end == e->start + 1) {
    unsigned byte = (unsigned char)((Bytes *)e->object)->data[e->start];
    return str_format("'%S' codec can't decode byte 0x%02x in position %zd: %S", e->encoding, byte, e->start,
                      e->reason);
  }
  return str_format("'%S' codec can't decode bytes in position %zd-%zd: %S", e->encoding, e->start,
                    e->end - 1, e->reason);
}

static bool one_character(const UnicodeErrorObject *e, char out[16]) {
  if (!e->object || !IS_SUB(e->object, STR) || e->start < 0 || e->start >= str_length(e->object) ||
      e->end != e->start + 1)
    return false;
  uint32_t c = str_char((Str *)e->object, e->start);
  static const char hex[] = "0123456789abcdef";
  int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  out[0] = '\\';
  out[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
  for (int i = 0; i < digits; i++) out[2 + i] = hex[c >> (4 * (digits - 1 - i)) & 15];
  out[2 + digits] = 0;
  return true;
}

static Object *encode_str(Object *self) {
  UnicodeErrorObject *e = of(self);
  char c[16];
  if (!e->object) return NEWREF(N(empty));
  if (one_character(e, c))
    return str_format("'%S' codec can't encode character '%s' in position %zd: %S", e->encoding, c, e->start,
                      e->reason);
  return str_format("'%S' codec can't encode characters in position %zd-%zd: %S", e->encoding, e->start,
                    e->end - 1, e->reason);
}

static Object *translate_str(Object *self) {
  UnicodeErrorObject *e = of(self);
  char c[16];
  if (!e->object) return NEWREF(N(empty));
  if (one_character(e, c))
    return str_format("can't translate character '%s' in position %zd: %S", c, e->start, e->reason);
  return str_format("can't translate characters in position %zd-%zd: %S", e->start, e->end - 1, e->reason);
}

static const FieldSpec fields[] = {
    FIELD(UnicodeErrorObject, encoding, "encoding", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(UnicodeErrorObject, object, "object", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(UnicodeErrorObject, start, "start", FIELD_SSIZE, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(UnicodeErrorObject, end, "end", FIELD_SSIZE, FIELD_MEMBER | FIELD_WRITABLE),
    FIELD(UnicodeErrorObject, reason, "reason", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0},
};
#define UNICODE_ERROR(name_, doc_, prefix)                                                                   \
  const TypeSpec exc_##name_ = {                                                                             \
      .name = #name_,                                                                                        \
      .doc = doc_,                                                                                           \
      .base = &exc_UnicodeError,                                                                             \
      .basic_size = sizeof(UnicodeErrorObject),                                                              \
      .flags = EXC_FLAGS,                                                                                    \
      .fields = fields,                                                                                      \
      .slots = {.new_ = base_exception_new, .init = prefix##_init, .str = prefix##_str}};
UNICODE_ERROR(UnicodeDecodeError, "Unicode decoding error.", decode)
UNICODE_ERROR(UnicodeEncodeError, "Unicode encoding error.", encode)
UNICODE_ERROR(UnicodeTranslateError, "Unicode translation error.", translate)
