/* The items of memoryviews: native formats to values and back. */
#include <string.h>

#include "object/bytes.h"
#include "object/float.h"
#include "object/memoryview.h"
#include "object/protocol.h"

ssize_t memory_format_size(const char *format, char *kind) {
  if (!format) format = "B";
  if (*format == '@') format++;
  if (!format[0] || format[1]) return 0;
  *kind = format[0];
  switch (format[0]) {
  case 'c':
  case 'b':
  case 'B':
  case '?': return 1;
  case 'h':
  case 'H': return 2;
  case 'i':
  case 'I':
  case 'f': return 4;
  case 'l':
  case 'L':
  case 'q':
  case 'Q':
  case 'n':
  case 'N':
  case 'P':
  case 'd': return 8;
  default: return 0;
  }
}

#define READ(type)                                                                                           \
  __extension__({                                                                                            \
    type v_;                                                                                                 \
    memcpy(&v_, p, sizeof v_);                                                                               \
    v_;                                                                                                      \
  })

Own memory_unpack(const char *p, char format) {
  switch (format) {
  case 'B': return int_from_i64(*(const uint8_t *)p);
  case 'b': return int_from_i64(*(const int8_t *)p);
  case 'c': return bytes_new(p, 1);
  case '?': return BOOL_NEW(*p != 0);
  case 'h': return int_from_i64(READ(int16_t));
  case 'H': return int_from_i64(READ(uint16_t));
  case 'i': return int_from_i64(READ(int32_t));
  case 'I': return int_from_i64(READ(uint32_t));
  case 'l':
  case 'q':
  case 'n': return int_from_i64(READ(int64_t));
  case 'L':
  case 'Q':
  case 'N':
  case 'P': return int_from_u64(READ(uint64_t));
  case 'f': return float_new((double)READ(float));
  default: return float_new(READ(double));
  }
}

static bool bad(Type *exc, const char *what, const char *format) {
  err_format(exc, "memoryview: invalid %s for format '%s'", what, format);
  return false;
}

bool memory_pack(char *p, Ref value, const char *format, char kind) {
  if (!format) format = "B";
  switch (kind) {
  case '?': {
    int truth = object_is_true(value);
    if (truth < 0) return false;
    *p = (char)truth;
    return true;
  }
  case 'c':
    if (!IS_SUB(value, BYTES)) return bad(T(TypeError), "type", format);
    if (VARSIZE(value) != 1) return bad(T(ValueError), "value", format);
    *p = BYTES_DATA(value)[0];
    return true;
  case 'f':
  case 'd': {
    double x = object_as_double(value);
    if (x == -1.0 && err_occurred()) {
      if (!err_matches(T(TypeError))) return false;
      err_clear();
      return bad(T(TypeError), "type", format);
    }
    if (kind == 'd')
      memcpy(p, &x, sizeof x);
    else {
      float f = (float)x;
      memcpy(p, &f, sizeof f);
    }
    return true;
  }
  default: break;
  }
  HOLD(number, number_check_index(value) ? number_index(value) : NULL, "a memoryview assignment");
  if (!number.obj) {
    if (err_occurred() && !err_matches(T(TypeError))) return false;
    err_clear();
    return bad(T(TypeError), "type", format);
  }
  int64_t v = 0;
  bool fits = int_fits_i64(number.obj, &v);
  if (!fits && strchr("LQNP", kind)) { /* the upper half of the unsigned ones: value - 2**63 fits */
    HOLD(half, int_from_u64((uint64_t)1 << 63), "a memoryview assignment");
    HOLD(rest, half.obj ? int_subtract(number.obj, half.obj) : NULL, "a memoryview assignment");
    if (!rest.obj) return false;
    int64_t low;
    if (!int_fits_i64(rest.obj, &low) || low < 0) return bad(T(ValueError), "value", format);
    uint64_t u = (uint64_t)low + ((uint64_t)1 << 63);
    memcpy(p, &u, sizeof u);
    return true;
  }
#define WRITE(type, least, most)                                                                             \
  do {                                                                                                       \
    if (!fits || v < (int64_t)(least) || v > (int64_t)(most)) return bad(T(ValueError), "value", format);    \
    type v_ = (type)v;                                                                                       \
    memcpy(p, &v_, sizeof v_);                                                                               \
    return true;                                                                                             \
  } while (0)
  switch (kind) {
  case 'B': WRITE(uint8_t, 0, UINT8_MAX);
  case 'b': WRITE(int8_t, INT8_MIN, INT8_MAX);
  case 'h': WRITE(int16_t, INT16_MIN, INT16_MAX);
  case 'H': WRITE(uint16_t, 0, UINT16_MAX);
  case 'i': WRITE(int32_t, INT32_MIN, INT32_MAX);
  case 'I': WRITE(uint32_t, 0, UINT32_MAX);
  case 'l':
  case 'q':
  case 'n': WRITE(int64_t, INT64_MIN, INT64_MAX);
  default: WRITE(uint64_t, 0, INT64_MAX);
  }
#undef WRITE
}
