/* format % args, for str, bytes and bytearray. Bytes are treated as text of one byte a character. */
#include <string.h>

#include "object/buffer.h"
#include "object/bytes.h"
#include "object/float.h"
#include "object/floattext.h"
#include "object/protocol.h"
#include "object/strmethods.h"
#include "object/text.h"
#include "object/tuple.h"

typedef struct Percent {
  bool bytes; /* the format is bytes or bytearray */
  int kind;
  const void *data;
  ssize_t length, at;
  StrWriter *w;
  /* Arguments: a tuple's items, or one value. */
  Object *args;        /* borrowed */
  ssize_t count, next; /* count -1: args is one value; next -2: not taken yet, -1: taken */
  Object *mapping;     /* borrowed; NULL when args cannot be one */
  Hold *keyed;         /* owns the value of the last %(key) */
  Hold *whole;         /* the str that is the result as it is: "%s" % text is text */
} Percent;

typedef struct Spec {
  bool left, sign, blank, alt, zero;
  ssize_t width, precision; /* -1: none */
  uint32_t type;
} Spec;

static uint32_t char_at(const Percent *p, ssize_t i) { return text_get(p->kind, p->data, i); }
static bool fail(Type *type, const char *text) {
  err_format(type, "%s", text);
  return false;
}

static Object *next_argument(Percent *p) {
  if (p->next < p->count) {
    p->next++;
    return p->count < 0 ? p->args : tuple_item(p->args, p->next - 1);
  }
  return err_format(T(TypeError), "not enough arguments for format string");
}

/* ---- parsing a directive: the text behind % ---- */

static bool parse_key(Percent *p) {
  if (!p->mapping) return fail(T(TypeError), "format requires a mapping");
  ssize_t start = ++p->at;
  int depth = 1;
  for (; p->at < p->length; p->at++) {
    uint32_t c = char_at(p, p->at);
    if (c == '(') depth++;
    if (c == ')' && --depth == 0) break;
  }
  if (depth) return fail(T(ValueError), "incomplete format key");
  const char *from = text_at(p->kind, p->data, start);
  HOLD(key, p->bytes ? bytes_new(from, p->at - start) : str_from_kind(p->kind, from, p->at - start),
       "% formatting");
  p->at++;
  if (!key.obj) return false;
  Object *value = object_getitem(p->mapping, key.obj);
  if (!value) return false;
  SETREF(p->keyed->obj, value);
  p->args = value;
  p->count = -1;
  p->next = -2;
  return true;
}

/* A number at p->at, or * and its argument. */
static bool parse_count(Percent *p, ssize_t *out, bool width, Spec *spec) {
  if (p->at < p->length && char_at(p, p->at) == '*') {
    p->at++;
    Object *value = next_argument(p);
    if (!value) return false;
    if (!IS_SUB(value, INT)) return fail(T(TypeError), "* wants int");
    int64_t v;
    if (!int_fits_i64(value, &v))
      return err_format(T(OverflowError), "Python int too large to convert to C ssize_t"), false;
    if (width && v < 0) {
      spec->left = true;
      v = -v;
    }
    *out = v < 0 ? 0 : v;
    return true;
  }
  for (; p->at < p->length; p->at++) {
    uint32_t c = char_at(p, p->at);
    if (c < '0' || c > '9') break;
    if (*out < 0) *out = 0;
    if (*out > (PTRDIFF_MAX - ((int)c - '0')) / 10 || (!width && *out > (INT32_MAX - ((int)c - '0')) / 10))
      return fail(T(ValueError), width ? "width too big" : p->bytes ? "prec too big" : "precision too big");
    *out = *out * 10 + (c - '0');
  }
  return true;
}

static bool parse_spec(Percent *p, Spec *spec) {
  *spec = (Spec){.width = -1, .precision = -1};
  if (char_at(p, p->at) == '(' && !parse_key(p)) return false;
  for (; p->at < p->length; p->at++) {
    uint32_t c = char_at(p, p->at);
    if (c == '-')
      spec->left = true;
    else if (c == '+')
      spec->sign = true;
    else if (c == ' ')
      spec->blank = true;
    else if (c == '#')
      spec->alt = true;
    else if (c == '0')
      spec->zero = true;
    else
      break;
  }
  if (!parse_count(p, &spec->width, true, spec)) return false;
  if (p->at < p->length && char_at(p, p->at) == '.') {
    p->at++;
    spec->precision = 0;
    if (!parse_count(p, &spec->precision, false, spec)) return false;
  }
  if (p->at < p->length) {
    uint32_t c = char_at(p, p->at);
    if (c == 'h' || c == 'l' || c == 'L') p->at++;
  }
  if (p->at >= p->length) return fail(T(ValueError), "incomplete format");
  spec->type = char_at(p, p->at++);
  return true;
}

/* ---- values ---- */

/* Writes a str, cut to the precision and filled up to the width. */
static bool put(Percent *p, const Spec *s, Ref text) {
  ssize_t len = STR(text)->length;
  StrWriter *w = p->w;
  if (!p->bytes && w->length == 0 && p->at == p->length && s->width <= len && IS_EXACT(text, STR) &&
      (s->precision < 0 || s->precision >= len) && !s->sign && !s->blank) {
    p->whole->obj = NEWREF(text);
    return true;
  }
  if (s->precision >= 0 && len > s->precision) len = s->precision;
  if (!s->left) str_writer_fill(w, ' ', s->width - len);
  str_writer_part(w, text, 0, len);
  if (s->left) str_writer_fill(w, ' ', s->width - len);
  return !w->failed;
}

/* Writes the text of a number, which may begin with a sign and (#) a prefix of two characters. */
static bool put_number(Percent *p, const Spec *s, const char *text, ssize_t len) {
  StrWriter *w = p->w;
  char sign = 0;
  if (*text == '-' || *text == '+') {
    sign = *text++;
    len--;
  } else if (s->sign)
    sign = '+';
  else if (s->blank)
    sign = ' ';
  ssize_t prefix = s->alt && (s->type == 'x' || s->type == 'X' || s->type == 'o') ? 2 : 0;
  ssize_t room = s->width - len - (sign != 0);
  if (!s->zero && !s->left) str_writer_fill(w, ' ', room);
  if (sign) str_writer_char(w, (uint8_t)sign);
  if (prefix) str_writer_ascii(w, text, prefix);
  if (s->zero && !s->left) str_writer_fill(w, '0', room);
  str_writer_ascii(w, text + prefix, len - prefix);
  if (s->left) str_writer_fill(w, ' ', room);
  return !w->failed;
}

static Own integer_of(const Spec *s, Ref value) {
  bool decimal = s->type == 'd' || s->type == 'i' || s->type == 'u';
  Object *number = NULL;
  if (IS_SUB(value, INT)) return NEWREF(value);
  const Slots *slots = &TYPE(value)->slots;
  if (slots->index || slots->int_ || slots->float_ || IS_SUB(value, STR)) {
    if (!decimal)
      number = slots->index ? number_index(value) : NULL;
    else if (slots->index || slots->int_)
      number = number_int(value);
    if (number || (err_occurred() && !err_matches(T(TypeError)))) return number;
    err_clear();
  }
  return err_format(T(TypeError),
                    decimal ? "%%%c format: a real number is required, not %.200T"
                            : "%%%c format: an integer is required, not %.200T",
                    (int)s->type, value);
}

static bool put_integer(Percent *p, const Spec *s, Ref value) {
  int base = s->type == 'o' ? 8 : s->type == 'x' || s->type == 'X' ? 16 : 10;
  if (base == 10 && s->precision < 0 && IS_EXACT(value, INT) && int_is_compact(value)) {
    char text[24], *from = str_decimal(int_value(value), text + sizeof text);
    return put_number(p, s, from, text + sizeof text - from);
  }
  HOLD(number, integer_of(s, value), "% formatting");
  if (!number.obj) return false;
  HOLD(text, int_to_str(number.obj, base, base != 10), "% formatting");
  if (!text.obj) return false;
  /* Sign, prefix, then as many zeros as the precision wants. */
  const char *t = STR(text.obj)->data;
  ssize_t sign = *t == '-', prefix = base == 10 ? 0 : 2, digits = STR(text.obj)->length - sign - prefix;
  ssize_t zeros = s->precision > digits ? s->precision - digits : 0;
  if (zeros == 0 && (base == 10 || s->alt) && s->type != 'X')
    return put_number(p, s, t, STR(text.obj)->length);
  ssize_t total = sign + (s->alt ? prefix : 0) + zeros + digits;
  char *full = total < PTRDIFF_MAX / 2 ? mem_alloc((size_t)total) : NULL, *to = full;
  if (!full) {
    err_no_memory();
    return false;
  }
  if (sign) *to++ = '-';
  if (s->alt) {
    memcpy(to, t + sign, (size_t)prefix);
    to += prefix;
  }
  memset(to, '0', (size_t)zeros);
  memcpy(to + zeros, t + sign + prefix, (size_t)digits);
  if (s->type == 'X')
    for (char *c = full; c < full + total; c++)
      if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 32);
  bool ok = put_number(p, s, full, total);
  mem_free(full);
  return ok;
}

static bool put_float(Percent *p, const Spec *s, Ref value) {
  double x = IS_EXACT(value, FLOAT) ? float_value(value) : object_as_double(value);
  if (x == -1.0 && err_occurred()) {
    if (p->bytes && err_matches(T(TypeError))) {
      err_clear();
      err_format(T(TypeError), "float argument required, not %.200T", value);
    }
    return false;
  }
  ssize_t length;
  char *text = float_text(x, (char)s->type, s->precision < 0 ? 6 : (int)MIN(s->precision, INT32_MAX),
                          s->alt ? FLOAT_ALT : 0, &length);
  if (!text) {
    err_no_memory();
    return false;
  }
  bool ok = put_number(p, s, text, length);
  mem_free(text);
  return ok;
}

static bool put_char(Percent *p, const Spec *spec, Ref value) {
  Spec s = *spec;
  s.precision = -1;
  uint32_t c;
  const char *range = p->bytes ? "%c arg not in range(256)" : "%c arg not in range(0x110000)";
  if (p->bytes && (IS_SUB(value, BYTES) || object_is_instance_of(value, T(BYTEARRAY))) && VARSIZE(value) == 1)
    c = (uint8_t)bytelike_data(value)[0];
  else if (!p->bytes && IS_SUB(value, STR)) {
    if (STR(value)->length != 1) return fail(T(TypeError), "%c requires int or char");
    c = str_char(STR(value), 0);
  } else {
    HOLD(number, number_check_index(value) ? number_index(value) : NULL, "% formatting");
    int64_t v;
    if (!number.obj) {
      if (err_occurred() && !err_matches(T(TypeError))) return false;
      err_clear();
      return fail(T(TypeError), p->bytes ? "%c requires an integer in range(256) or a single byte"
                                         : "%c requires int or char");
    }
    if (!int_fits_i64(number.obj, &v) || v < 0 || v >= (p->bytes ? 256 : 0x110000))
      return fail(T(OverflowError), range);
    c = (uint32_t)v;
  }
  HOLD(text, str_from_char(c), "% formatting");
  return text.obj && put(p, &s, text.obj);
}

/* %b, and %s of bytes */
static bool put_bytes(Percent *p, const Spec *s, Ref value) {
  HOLD(bytes, NULL, "% formatting");
  if (buffer_check(value)) {
    AUTO_BUFFER(view);
    if (buffer_get(value, &view, BUFFER_SIMPLE) < 0) return false;
    HOLD(text, str_from_kind(1, view.buf, view.len), "% formatting");
    return text.obj && put(p, s, text.obj);
  }
  HOLD(method, object_lookup_special(value, N(__bytes__)), "% formatting");
  if (!method.obj) {
    if (!err_occurred())
      err_format(T(TypeError),
                 "%%b requires a bytes-like object, or an object that implements __bytes__, not '%.100T'",
                 value);
    return false;
  }
  bytes.obj = object_call0(method.obj);
  if (!bytes.obj) return false;
  if (!IS_SUB(bytes.obj, BYTES)) {
    err_format(T(TypeError), "__bytes__ returned non-bytes (type %.200T)", bytes.obj);
    return false;
  }
  HOLD(text, str_from_kind(1, BYTES_DATA(bytes.obj), VARSIZE(bytes.obj)), "% formatting");
  return text.obj && put(p, s, text.obj);
}

static bool put_value(Percent *p, const Spec *s, Ref value, ssize_t index) {
  switch (s->type) {
  case 'b':
    if (!p->bytes) break;
    return put_bytes(p, s, value);
  case 's':
    if (p->bytes) return put_bytes(p, s, value);
    FALLTHROUGH;
  case 'r':
  case 'a': {
    bool plain = IS_EXACT(value, STR) && s->type == 's';
    HOLD(text,
         plain                         ? NEWREF(value)
         : s->type == 's'              ? object_str(value)
         : s->type == 'r' && !p->bytes ? object_repr(value)
                                       : object_ascii(value),
         "% formatting");
    return text.obj && put(p, s, text.obj);
  }
  case 'd':
  case 'i':
  case 'u':
  case 'o':
  case 'x':
  case 'X': return put_integer(p, s, value);
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G': return put_float(p, s, value);
  case 'c': return put_char(p, s, value);
  default: break;
  }
  err_format(T(ValueError), "unsupported format character '%c' (0x%x) at index %zd",
             s->type >= 32 && s->type < 127 ? (int)s->type : '?', s->type, index);
  return false;
}

static bool format_all(Percent *p) {
  while (p->at < p->length) {
    ssize_t i = text_find_char(p->kind, text_at(p->kind, p->data, p->at), p->length - p->at, '%');
    ssize_t end = i < 0 ? p->length : p->at + i;
    if (p->kind == 1) {
      const char *from = text_at(1, p->data, p->at);
      if (text_all_ascii(from, end - p->at))
        str_writer_ascii(p->w, from, end - p->at);
      else
        for (ssize_t k = p->at; k < end; k++) str_writer_char(p->w, char_at(p, k));
    } else
      for (ssize_t k = p->at; k < end; k++) str_writer_char(p->w, char_at(p, k));
    p->at = end;
    if (i < 0) break;
    if (++p->at >= p->length) return fail(T(ValueError), "incomplete format");
    if (char_at(p, p->at) == '%') {
      p->at++;
      str_writer_char(p->w, '%');
      continue;
    }
    Spec spec;
    uint32_t c = char_at(p, p->at);
    if (c == 's' || c == 'd') { /* nothing between % and the letter */
      spec = (Spec){.width = -1, .precision = -1, .type = c};
      p->at++;
    } else if (!parse_spec(p, &spec))
      return false;
    Object *value = next_argument(p);
    if (!value) return false;
    if (!put_value(p, &spec, value, p->at - 1)) return false;
  }
  if (p->next < p->count && !p->mapping)
    return fail(T(TypeError), p->bytes ? "not all arguments converted during bytes formatting"
                                       : "not all arguments converted during string formatting");
  return true;
}

static Own percent(Ref format, Ref args, bool bytes) {
  HOLD(keyed, NULL, "% formatting");
  HOLD(whole, NULL, "% formatting");
  StrWriter w;
  Percent p = {.w = &w, .bytes = bytes, .args = args, .keyed = &keyed, .whole = &whole};
  if (bytes) {
    p.kind = 1;
    p.data = bytelike_data(format);
    p.length = VARSIZE(format);
  } else {
    p.kind = STR(format)->kind;
    p.data = STR(format)->data;
    p.length = STR(format)->length;
  }
  if (IS_SUB(args, TUPLE)) {
    p.count = tuple_size(args);
    p.next = 0;
  } else {
    p.count = -1;
    p.next = -2;
    bool text =
        IS_SUB(args, STR) || (bytes && (IS_SUB(args, BYTES) || object_is_instance_of(args, T(BYTEARRAY))));
    if (mapping_check(args) && !text) p.mapping = args;
  }
  str_writer_init(&w);
  bool ok = format_all(&p);
  if (!ok && !w.failed) {
    str_writer_discard(&w);
    return NULL;
  }
  if (whole.obj && ok) {
    str_writer_discard(&w);
    return hold_return(hold_take(&whole), &keyed);
  }
  if (!err_occurred()) return hold_return(str_writer_finish(&w), &whole, &keyed);
  str_writer_discard(&w);
  return NULL;
}

Own str_percent(Ref format, Ref args) { return percent(format, args, false); }

Own str_remainder(Object *format, Object *args) {
  if (!IS_SUB(format, STR)) return NEWREF(NOT_IMPLEMENTED);
  return percent(format, args, false);
}

Own bytes_percent(Ref format, Ref args, bool as_bytearray) {
  Object *text = percent(format, args, true);
  if (!text) return NULL;
  Object *result = as_bytearray ? bytearray_new(STR(text)->data, STR(text)->length)
                                : bytes_new(STR(text)->data, STR(text)->length);
  DECREF(text);
  return result;
}
