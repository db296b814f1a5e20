#include "object/format.h"

#include <math.h>

#include "base/attr.h"
#include "object/complex.h"
#include "object/err.h"
#include "object/floattext.h"
#include "object/int_internal.h"
#include "object/numtext.h"
#include "object/protocol.h"
#include "object/text.h"

/* [[fill]align][sign][z][#][0][width][grouping][.precision][type] */
typedef struct Spec {
  uint32_t fill, type;
  char align, sign; /* sign: 0, ' ', '+', '-' */
  char group;       /* 0, ',' or '_' */
  bool alternate, no_neg_zero, fill_given;
  ssize_t width, precision; /* -1: none */
  int group_size;
} Spec;

bool format_check_spec(Ref spec) {
  if (IS_SUB(spec, STR)) return true;
  err_format(T(TypeError), "__format__() argument must be str, not %T", spec);
  return false;
}

static const char *type_name_of(Ref value) { return value->type->name; }

static bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

static bool error_text(const char *text) {
  err_format(T(ValueError), "%s", text);
  return false;
}

/* Digits from *pos on. Returns how many were read, -1 when the number is too large. */
static ssize_t read_number(const Str *s, ssize_t *pos, ssize_t *out) {
  ssize_t start = *pos, value = 0;
  for (; *pos < s->length; ++*pos) {
    int digit = unicode_decimal(str_char(s, *pos));
    if (digit < 0) break;
    if (value > (SSIZE_MAX - digit) / 10) {
      error_text("Too many decimal digits in format string");
      return -1;
    }
    value = value * 10 + digit;
  }
  *out = value;
  return *pos - start;
}

static bool unknown_type(uint32_t type, Ref value) {
  if (type > 32 && type < 128)
    err_format(T(ValueError), "Unknown format code '%c' for object of type '%s'", (int)type,
               type_name_of(value));
  else
    err_format(T(ValueError), "Unknown format code '\\x%x' for object of type '%s'", (unsigned)type,
               type_name_of(value));
  return false;
}

static bool group_error(char group, uint32_t type) {
  if (type > 32 && type < 128)
    err_format(T(ValueError), "Cannot specify '%c' with '%c'.", group, (int)type);
  else
    err_format(T(ValueError), "Cannot specify '%c' with '\\x%x'.", group, (unsigned)type);
  return false;
}

static bool parse_spec(Ref spec, Spec *f, uint32_t default_type, char default_align, Ref value) {
  const Str *s = (const Str *)spec;
  ssize_t pos = 0, n = s->length;
  *f = (Spec){.fill = ' ',
              .type = default_type,
              .align = default_align,
              .width = -1,
              .precision = -1,
              .group_size = 3};
  bool align_given = false;
#define PEEK() (pos < n ? str_char(s, pos) : 0)
  if (n - pos >= 2 && is_align(str_char(s, pos + 1))) {
    f->align = (char)str_char(s, pos + 1);
    f->fill = str_char(s, pos);
    f->fill_given = align_given = true;
    pos += 2;
  } else if (is_align(PEEK())) {
    f->align = (char)str_char(s, pos++);
    align_given = true;
  }
  if (PEEK() == ' ' || PEEK() == '+' || PEEK() == '-') f->sign = (char)str_char(s, pos++);
  if (PEEK() == 'z') f->no_neg_zero = true, pos++;
  if (PEEK() == '#') f->alternate = true, pos++;
  if (!f->fill_given && PEEK() == '0') {
    f->fill = '0';
    if (!align_given && default_align == '>') f->align = '=';
    pos++;
  }
  ssize_t read = read_number(s, &pos, &f->width);
  if (read < 0) return false;
  if (read == 0) f->width = -1;
  if (PEEK() == ',') f->group = ',', pos++;
  if (PEEK() == '_') {
    if (f->group) return error_text("Cannot specify both ',' and '_'.");
    f->group = '_';
    pos++;
  }
  if (PEEK() == ',' && f->group == '_') return error_text("Cannot specify both ',' and '_'.");
  if (PEEK() == '.') {
    pos++;
    read = read_number(s, &pos, &f->precision);
    if (read < 0) return false;
    if (read == 0) return error_text("Format specifier missing precision");
  }
  if (n - pos > 1) {
    err_format(T(ValueError), "Invalid format specifier '%U' for object of type '%s'", spec,
               type_name_of(value));
    return false;
  }
  if (n - pos == 1) f->type = str_char(s, pos);
#undef PEEK
  if (!f->group) return true;
  switch (f->type) {
  case 'd':
  case 'e':
  case 'f':
  case 'g':
  case 'E':
  case 'G':
  case '%':
  case 'F':
  case 0: return true;
  case 'b':
  case 'o':
  case 'x':
  case 'X':
    if (f->group == '_') {
      f->group_size = 4;
      return true;
    }
    FALLTHROUGH;
  default: return group_error(f->group, f->type);
  }
}

/* ---- numbers ---- */

/* A number taken apart: sign, prefix, digits that may be grouped, the rest (point, decimals, exponent, %). */
typedef struct Parts {
  char sign; /* 0: none */
  char prefix[3];
  const char *digits;
  ssize_t ndigits;
  const char *rest;
  ssize_t nrest;
} Parts;

typedef struct Layout {
  ssize_t left, right, inner; /* padding; inner: between sign and digits */
  ssize_t grouped;            /* width of the digits with separators and leading zeros */
  ssize_t total;
} Layout;

static char sign_shown(char wanted, bool negative) {
  return negative ? '-' : wanted == '+' ? '+' : wanted == ' ' ? ' ' : 0;
}

/* Walks the groups from the right. Writes when out (the end of the field) is not NULL; returns the width. */
static ssize_t group_digits(char *out, const char *digits, ssize_t n, ssize_t min_width, char separator,
                            int size) {
  if (!separator) {
    ssize_t width = MAX(n, min_width);
    if (out) {
      memcpy(out - n, digits, (size_t)n);
      memset(out - width, '0', (size_t)(width - n));
    }
    return width;
  }
  ssize_t count = 0, remaining = n;
  bool first = true;
  for (;;) {
    ssize_t length = MIN((ssize_t)size, MAX(MAX(remaining, min_width), 1));
    ssize_t zeros = MAX(0, length - remaining), chars = MIN(remaining, length);
    if (!first) {
      count++;
      if (out) *--out = separator;
    }
    first = false;
    count += zeros + chars;
    if (out) {
      out -= chars;
      memcpy(out, digits + remaining - chars, (size_t)chars);
      out -= zeros;
      memset(out, '0', (size_t)zeros);
    }
    remaining -= chars;
    min_width -= length;
    if (remaining <= 0 && min_width <= 0) return count;
    min_width--;
  }
}

static void pad(ssize_t missing, char align, Layout *l) {
  if (missing <= 0) return;
  if (align == '<')
    l->right = missing;
  else if (align == '^') {
    l->left = missing / 2;
    l->right = missing - l->left;
  } else if (align == '=')
    l->inner = missing;
  else
    l->left = missing;
}

static Layout lay_out(const Spec *f, const Parts *p) {
  Layout l = {0};
  ssize_t fixed = (p->sign != 0) + (ssize_t)strlen(p->prefix) + p->nrest;
  ssize_t min_width = f->fill == '0' && f->align == '=' ? f->width - fixed : 0;
  if (p->ndigits) l.grouped = group_digits(NULL, p->digits, p->ndigits, min_width, f->group, f->group_size);
  pad(f->width - fixed - l.grouped, f->align, &l);
  l.total = l.left + l.inner + l.right + fixed + l.grouped;
  return l;
}

/* Writes a run of one character at *at. */
static void put_run(Object *out, ssize_t *at, uint32_t c, ssize_t n) {
  Str *s = (Str *)out;
  if (n > 0) text_fill(s->kind, str_data(s), *at, c, n);
  *at += n;
}
static void put_ascii(Object *out, ssize_t *at, const char *text, ssize_t n) {
  Str *s = (Str *)out;
  text_copy(s->kind, str_data(s), *at, 1, text, 0, n);
  *at += n;
}

static bool put_number(Object *out, ssize_t *at, const Spec *f, const Parts *p, const Layout *l) {
  put_run(out, at, f->fill, l->left);
  if (p->sign) put_ascii(out, at, &p->sign, 1);
  put_ascii(out, at, p->prefix, (ssize_t)strlen(p->prefix));
  put_run(out, at, f->fill, l->inner);
  if (l->grouped == p->ndigits)
    put_ascii(out, at, p->digits, p->ndigits);
  else {
    char *grouped = mem_alloc((size_t)l->grouped + 1);
    if (!grouped) {
      err_no_memory();
      return false;
    }
    ssize_t fixed = (p->sign != 0) + (ssize_t)strlen(p->prefix) + p->nrest;
    ssize_t min_width = f->fill == '0' && f->align == '=' ? f->width - fixed : 0;
    group_digits(grouped + l->grouped, p->digits, p->ndigits, min_width, f->group, f->group_size);
    put_ascii(out, at, grouped, l->grouped);
    mem_free(grouped);
  }
  put_ascii(out, at, p->rest, p->nrest);
  put_run(out, at, f->fill, l->right);
  return true;
}

static Own number_text(const Spec *f, const Parts *p) {
  Layout l = lay_out(f, p);
  Object *out = str_new(l.total, l.left || l.inner || l.right ? MAX(f->fill, 127) : 127);
  if (!out) return NULL;
  ssize_t at = 0;
  if (put_number(out, &at, f, p, &l)) return out;
  DECREF(out);
  return NULL;
}

/* Splits the text of a float (without sign) into digits and the rest. */
static void split_float(Parts *p, const char *text, ssize_t n) {
  p->digits = text;
  while (p->ndigits < n && text[p->ndigits] >= '0' && text[p->ndigits] <= '9') p->ndigits++;
  p->rest = text + p->ndigits;
  p->nrest = n - p->ndigits;
}

static Own format_double(double value, Spec *f) {
  unsigned flags = (f->alternate ? FLOAT_ALT : 0) | (f->no_neg_zero ? FLOAT_NO_NEG_ZERO : 0);
  char type = (char)f->type;
  if (f->precision > INT32_MAX) return err_format(T(ValueError), "precision too big");
  int precision = f->precision >= 0 ? (int)f->precision : 6;
  bool percent = type == '%';
  if (percent) {
    type = 'f';
    value *= 100;
  } else if (type == 'n')
    type = 'g';
  else if (type == 0) {
    flags |= FLOAT_DOT_ZERO;
    type = f->precision >= 0 ? 'g' : 'r';
  }
  ssize_t n;
  char *text = float_text(value, type, precision, flags, &n);
  if (!text) return err_no_memory();
  if (percent) text[n++] = '%'; /* in place of the NUL */
  const char *p = text;
  bool negative = *p == '-';
  if (negative) p++, n--;
  Parts parts = {.sign = sign_shown(f->sign, negative)};
  split_float(&parts, p, n);
  Object *s = number_text(f, &parts);
  mem_free(text);
  return s;
}

Own format_float(Ref value, Ref spec) {
  if (str_length(spec) == 0) return object_str(value);
  Spec f;
  if (!parse_spec(spec, &f, 0, '>', value)) return NULL;
  switch (f.type) {
  case 0:
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case 'n':
  case '%': return format_double(float_value(value), &f);
  default: unknown_type(f.type, value); return NULL;
  }
}

static Own format_character(Ref value, const Spec *f) {
  if (f->sign) return err_format(T(ValueError), "Sign not allowed with integer format specifier 'c'");
  if (f->alternate)
    return err_format(T(ValueError), "Alternate form (#) not allowed with integer format specifier 'c'");
  int64_t c;
  if (!int_fits_i64(value, &c))
    return err_format(T(OverflowError), "Python int too large to convert to C long");
  if (c < 0 || c > 0x10FFFF) return err_format(T(OverflowError), "%%c arg not in range(0x110000)");
  Layout l = {0};
  pad(f->width - 1, f->align, &l);
  Object *out = str_new(l.left + l.inner + l.right + 1, MAX(f->fill, (uint32_t)c));
  if (!out) return NULL;
  ssize_t at = 0;
  put_run(out, &at, f->fill, l.left + l.inner);
  put_run(out, &at, (uint32_t)c, 1);
  put_run(out, &at, f->fill, l.right);
  return out;
}

static Own format_integer(Ref value, Spec *f) {
  if (f->precision != -1)
    return err_format(T(ValueError), "Precision not allowed in integer format specifier");
  if (f->no_neg_zero)
    return err_format(T(ValueError), "Negative zero coercion (z) not allowed in integer format specifier");
  if (f->type == 'c') return format_character(value, f);
  int base = f->type == 'b' ? 2 : f->type == 'o' ? 8 : (f->type | 0x20) == 'x' ? 16 : 10;
  ssize_t n;
  char small[72], *big = NULL, *digits;
  int64_t v;
  if (int_fits_i64(value, &v)) {
    digits = small + sizeof small;
    uint64_t m = magnitude(v);
    do *--digits = "0123456789abcdef"[m % (unsigned)base];
    while (m /= (unsigned)base);
    n = small + sizeof small - digits;
  } else if (!(digits = big = int_digits(value, base, &n)))
    return NULL;
  Parts p = {.sign = sign_shown(f->sign, int_sign(value) < 0), .digits = digits, .ndigits = n, .rest = ""};
  if (f->alternate && base != 10) {
    p.prefix[0] = '0';
    p.prefix[1] = (char)f->type;
  }
  if (f->type == 'X')
    for (ssize_t i = 0; i < n; i++)
      if (digits[i] >= 'a') digits[i] = (char)(digits[i] - 32);
  Object *s = number_text(f, &p);
  mem_free(big);
  return s;
}

Own format_int(Ref value, Ref spec) {
  if (str_length(spec) == 0) return IS_EXACT(value, INT) ? int_repr(value) : object_str(value);
  Spec f;
  if (!parse_spec(spec, &f, 'd', '>', value)) return NULL;
  switch (f.type) {
  case 'b':
  case 'c':
  case 'd':
  case 'o':
  case 'x':
  case 'X':
  case 'n': return format_integer(value, &f);
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case '%': {
    double d = int_as_double(value);
    return d == -1.0 && err_occurred() ? NULL : format_double(d, &f);
  }
  default: unknown_type(f.type, value); return NULL;
  }
}

static Own format_parts(double real, double imag, const Spec *f) {
  if (f->fill == '0')
    return err_format(T(ValueError), "Zero padding is not allowed in complex format specifier");
  if (f->align == '=')
    return err_format(T(ValueError), "'=' alignment flag is not allowed in complex format specifier");
  if (f->precision > INT32_MAX) return err_format(T(ValueError), "precision too big");
  unsigned flags = (f->alternate ? FLOAT_ALT : 0) | (f->no_neg_zero ? FLOAT_NO_NEG_ZERO : 0);
  char type = f->type == 'n' ? 'g' : (char)f->type;
  bool no_real = false, parentheses = false;
  int precision = f->precision >= 0 ? (int)f->precision : 6;
  if (type == 0) {
    type = f->precision >= 0 ? 'g' : 'r';
    no_real = real == 0.0 && !signbit(real);
    parentheses = !no_real;
  }
  ssize_t nr, ni;
  char *re = float_text(real, type, precision, flags, &nr),
       *im = re ? float_text(imag, type, precision, flags, &ni) : NULL;
  if (!im) {
    mem_free(re);
    return err_no_memory();
  }
  Spec inner = {.fill = 0, .align = '<', .width = -1, .group = f->group, .group_size = f->group_size};
  Parts pr = {.sign = sign_shown(f->sign, *re == '-')},
        pi = {.sign = sign_shown(no_real ? f->sign : '+', *im == '-')};
  split_float(&pr, re + (*re == '-'), nr - (*re == '-'));
  split_float(&pi, im + (*im == '-'), ni - (*im == '-'));
  Layout lr = lay_out(&inner, &pr), li = lay_out(&inner, &pi), l = {0};
  if (no_real) lr = (Layout){0};
  ssize_t body = lr.total + li.total + 1 + 2 * parentheses;
  pad(f->width - body, f->align, &l);
  Object *out = str_new(body + l.left + l.right, l.left + l.right ? MAX(f->fill, 127) : 127);
  bool ok = out != NULL;
  if (ok) {
    ssize_t at = 0;
    put_run(out, &at, f->fill, l.left);
    if (parentheses) put_ascii(out, &at, "(", 1);
    if (!no_real) ok = put_number(out, &at, &inner, &pr, &lr);
    ok = ok && put_number(out, &at, &inner, &pi, &li);
    put_ascii(out, &at, "j", 1);
    if (parentheses) put_ascii(out, &at, ")", 1);
    put_run(out, &at, f->fill, l.right);
  }
  mem_free(re);
  mem_free(im);
  if (!ok) XDECREF(out);
  return ok ? out : NULL;
}

Own format_complex(Ref value, Ref spec) {
  if (str_length(spec) == 0) return object_str(value);
  Spec f;
  if (!parse_spec(spec, &f, 0, '>', value)) return NULL;
  switch (f.type) {
  case 0:
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case 'n': return format_parts(((Complex *)value)->real, ((Complex *)value)->imag, &f);
  default: unknown_type(f.type, value); return NULL;
  }
}

/* ---- str ---- */

Own format_str(Ref value, Ref spec) {
  if (str_length(spec) == 0) return IS_EXACT(value, STR) ? NEWREF(value) : object_str(value);
  Spec f;
  if (!parse_spec(spec, &f, 's', '<', value)) return NULL;
  if (f.type != 's') {
    unknown_type(f.type, value);
    return NULL;
  }
  if (f.sign)
    return err_format(T(ValueError), f.sign == ' ' ? "Space not allowed in string format specifier"
                                                   : "Sign not allowed in string format specifier");
  if (f.no_neg_zero)
    return err_format(T(ValueError), "Negative zero coercion (z) not allowed in string format specifier");
  if (f.alternate)
    return err_format(T(ValueError), "Alternate form (#) not allowed in string format specifier");
  if (f.align == '=')
    return err_format(T(ValueError), "'=' alignment not allowed in string format specifier");
  Str *s = (Str *)value;
  ssize_t length = f.precision >= 0 ? MIN(f.precision, s->length) : s->length;
  if (length == s->length && f.width <= length && IS_EXACT(value, STR)) return NEWREF(value);
  if (f.width <= length) return str_substring(value, 0, length);
  Layout l = {0};
  pad(f.width - length, f.align, &l);
  uint32_t max = s->kind == 1 && s->ascii ? 127 : text_max_char(s->kind, str_data(s), length);
  Object *out = str_new(f.width, MAX(max, f.fill));
  if (!out) return NULL;
  ssize_t at = 0;
  put_run(out, &at, f.fill, l.left);
  text_copy(((Str *)out)->kind, str_data((Str *)out), at, s->kind, str_data(s), 0, length);
  at += length;
  put_run(out, &at, f.fill, l.right);
  return out;
}
