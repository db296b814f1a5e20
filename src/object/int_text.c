/* int: from and to text. Sub-quadratic through mpn_set_str and mpn_get_str. */
#include "object/int_internal.h"

#include "object/err.h"
#include "object/numtext.h"
#include "object/protocol.h"

/* The limit counts from here on, as CPython's _PY_LONG_MAX_STR_DIGITS_THRESHOLD. */
enum { DIGIT_LIMIT_THRESHOLD = 640 };

/* ---- reading ---- */

/* A number of already checked digits: the value, or NULL with an exception. */
static Own digits_value(const char *p, const char *end, ssize_t ndigits, int base, bool neg) {
  const bool binary = (base & (base - 1)) == 0;
  if (!binary && ndigits > DIGIT_LIMIT_THRESHOLD && RT->int_max_str_digits > 0 &&
      ndigits > RT->int_max_str_digits)
    return err_format(T(ValueError),
                      "Exceeds the limit (%d digits) for integer string conversion: value has %zd digits; "
                      "use sys.set_int_max_str_digits() to increase the limit",
                      RT->int_max_str_digits, ndigits);
  uint64_t value = 0;
  bool fits = true;
  for (const char *q = p; q < end; q++) {
    if (*q == '_') continue;
    if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
        __builtin_add_overflow(value, (uint64_t)ascii_digit_value(*q), &value)) {
      fits = false;
      break;
    }
  }
  if (fits) return int_from_limbs(neg, &value, 1);
  unsigned char *raw = mem_alloc((size_t)ndigits);
  if (!raw) return err_no_memory();
  size_t n = 0;
  for (; p < end; p++)
    if (*p != '_' && (n || *p != '0')) raw[n++] = (unsigned char)ascii_digit_value(*p);
  int bits = 1; /* at most this many bits a digit */
  while (1 << bits < base) bits++;
  ssize_t room = (ssize_t)n * bits / 64 + 2;
  LIMBS(limbs, room);
  if (!limbs) {
    mem_free(raw);
    return err_no_memory();
  }
  ssize_t used = mpn_set_str(limbs, raw, n, base);
  mem_free(raw);
  return int_from_limbs(neg, (const uint64_t *)limbs, used);
}

/* *bad: the text is malformed (no exception set). */
static Own parse(const char *p, const char *end, int base, bool *bad) {
  *bad = true;
  while (p < end && ascii_space(*p)) p++;
  while (end > p && ascii_space(end[-1])) end--;
  bool neg = false, zero_only = false;
  if (p < end && (*p == '+' || *p == '-')) neg = *p++ == '-';
  bool zero_first = end - p >= 2 && *p == '0';
  int letter = zero_first ? p[1] | 0x20 : 0;
  int named = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base == 0) {
    if (p >= end || *p != '0')
      base = 10;
    else if (named)
      base = named;
    else {
      base = 10;
      zero_only = true; /* old octal literals are refused */
    }
  }
  if (named == base && zero_first) {
    p += 2;
    if (p < end && *p == '_') p++;
  }
  if (p >= end || *p == '_') return NULL;
  ssize_t ndigits = 0;
  bool nonzero = false;
  char before = 0;
  for (const char *q = p; q < end; q++) {
    if (*q == '_') {
      if (before == '_') return NULL;
    } else {
      int digit = ascii_digit_value(*q);
      if (digit >= base) return NULL;
      nonzero |= digit != 0;
      ndigits++;
    }
    before = *q;
  }
  if (before == '_' || (zero_only && nonzero)) return NULL;
  *bad = false;
  return digits_value(p, end, ndigits, base, neg);
}

static Own bad_literal(int base, Ref shown) {
  if (!shown) return NULL;
  HOLD(text, object_repr(shown), "int()");
  if (!text.obj) return NULL;
  if (str_length(text.obj) > 200) {
    HOLD(cut, str_substring(text.obj, 0, 200), "int()");
    if (!cut.obj) return NULL;
    return err_format(T(ValueError), "invalid literal for int() with base %d: %U", base, cut.obj);
  }
  return err_format(T(ValueError), "invalid literal for int() with base %d: %U", base, text.obj);
}

Own int_from_text(const char *digits, size_t length, int base) {
  bool bad;
  Object *z = parse(digits, digits + length, base, &bad);
  if (!bad) return z;
  HOLD(text, str_from_utf8(digits, (ssize_t)length), "int()");
  return hold_return(bad_literal(base, text.obj), &text);
}

Own int_from_str(Ref str, int base) {
  NumberText t;
  bool bad = true;
  Object *z = NULL;
  if (!number_text_from_str(&t, str)) return NULL;
  z = parse(t.text, t.text + t.length, base, &bad);
  number_text_free(&t);
  return bad ? bad_literal(base, str) : z;
}

Own int_from_shown_text(const char *text, size_t length, int base, Ref shown) {
  bool bad;
  Object *z = parse(text, text + length, base, &bad);
  return bad ? bad_literal(base, shown) : z;
}

/* ---- writing ---- */

static const char DIGITS[] = "0123456789abcdefghijklmnopqrstuvwxyz";
static const char PAIRS[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051"
    "525354"
    "555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/* The digits of m before `end`; returns their beginning. */
static char *word_text(char *end, uint64_t m, unsigned base) {
  if (base == 10) {
    while (m >= 100) {
      unsigned pair = (unsigned)(m % 100);
      m /= 100;
      end -= 2;
      memcpy(end, PAIRS + 2 * pair, 2);
    }
    if (m >= 10) {
      end -= 2;
      memcpy(end, PAIRS + 2 * m, 2);
    } else
      *--end = (char)('0' + m);
    return end;
  }
  do {
    *--end = DIGITS[m % base];
    m /= base;
  } while (m);
  return end;
}

static Own too_many_digits(void) {
  return err_format(T(ValueError),
                    "Exceeds the limit (%d digits) for integer string conversion; "
                    "use sys.set_int_max_str_digits() to increase the limit",
                    RT->int_max_str_digits);
}

char *int_digits(Ref o, int base, ssize_t *length) {
  IntView v;
  int_view(o, &v);
  if (v.n <= 1) {
    char buffer[65], *end = buffer + sizeof buffer, *p = word_text(end, v.n ? v.p[0] : 0, (unsigned)base);
    char *text = mem_alloc((size_t)(end - p) + 1);
    if (!text) {
      err_no_memory();
      return NULL;
    }
    *length = end - p;
    memcpy(text, p, (size_t)*length);
    text[*length] = 0;
    return text;
  }
  const bool binary = (base & (base - 1)) == 0;
  int64_t bits = limbs_bits(v.p, v.n);
  /* Refuse before the work where the result is certainly too long: log10(2) > 0.3. */
  if (!binary && RT->int_max_str_digits > 0 && bits / 10 * 3 > RT->int_max_str_digits + 10 && bits > 3000) {
    too_many_digits();
    return NULL;
  }
  size_t room = mpn_sizeinbase(v.p, v.n, base) + 3;
  unsigned char *text = mem_alloc(room);
  LIMBS(copy, v.n + 1);
  if (!text || !copy) {
    mem_free(text);
    err_no_memory();
    return NULL;
  }
  mpn_copyi(copy, v.p, v.n);
  size_t n = mpn_get_str(text, base, copy, v.n), skip = 0;
  while (skip + 1 < n && text[skip] == 0) skip++;
  for (size_t i = skip; i < n; i++) text[i - skip] = (unsigned char)DIGITS[text[i]];
  n -= skip;
  text[n] = 0;
  if (!binary && n > DIGIT_LIMIT_THRESHOLD && RT->int_max_str_digits > 0 &&
      (ssize_t)n > RT->int_max_str_digits) {
    mem_free(text);
    too_many_digits();
    return NULL;
  }
  *length = (ssize_t)n;
  return (char *)text;
}

Own int_to_str(Ref o, int base, bool prefix) {
  IntView v;
  int_view(o, &v);
  char buffer[72], *end = buffer + sizeof buffer;
  if (LIKELY(v.n <= 1)) {
    char *p = word_text(end, v.n ? v.p[0] : 0, (unsigned)base);
    if (prefix) {
      *--p = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
      *--p = '0';
    }
    if (v.neg) *--p = '-';
    if (end - p == 1) { /* a str of its own, not the shared one, as in CPython */
      Object *digit = str_new(1, 127);
      if (digit) memcpy(str_data((Str *)digit), p, 1);
      return digit;
    }
    return str_from_ascii(p, end - p);
  }
  ssize_t n;
  char *digits = int_digits(o, base, &n);
  if (!digits) return NULL;
  ssize_t head = v.neg + 2 * prefix;
  Object *s = str_new(n + head, 127);
  if (s) {
    char *p = str_data((Str *)s);
    if (v.neg) *p++ = '-';
    if (prefix) {
      *p++ = '0';
      *p++ = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
    }
    memcpy(p, digits, (size_t)n);
  }
  mem_free(digits);
  return s;
}

Own int_repr(Object *o) { return int_to_str(o, 10, false); }
