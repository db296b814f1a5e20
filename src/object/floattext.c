#include "object/floattext.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "heap/mem.h"
#include "object/numtext.h"

/* ---- the shortest decimal: R. Giulietti, "The Schubfach way to render doubles", 2020 ---- */

typedef struct Pow10 {
  uint64_t high, low;
} Pow10;
static const Pow10 POWERS[] = {
#define POW10(high, low) {high, low},
#include "object/pow10.def"
#undef POW10
};
enum { POW10_MIN = -292 };

/* The high 64 bits of g * x / 2**64, with the lowest bit set when anything was cut off. */
static uint64_t multiply_to_odd(Pow10 g, uint64_t x) {
  uint64_t low = (uint64_t)(((WideInt)g.low * x) >> 64);
  WideInt sum = (WideInt)g.high * x + low;
  return (uint64_t)(sum >> 64) | ((uint64_t)sum > 1);
}

Decimal float_shortest(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint64_t fraction = bits & ((1ull << 52) - 1);
  int biased = (int)(bits >> 52 & 0x7FF);
  uint64_t c = biased ? fraction | 1ull << 52 : fraction;
  int q = (biased ? biased : 1) - 1075;
  if (q <= 0 && q > -53 && (c & ((1ull << -q) - 1)) == 0) { /* a small integer */
    Decimal d = {c >> -q, 0};
    while (d.digits % 10 == 0) d.digits /= 10, d.exponent++;
    return d;
  }
  bool closer = fraction == 0 && biased > 1; /* the lower neighbour is only half as far */
  uint64_t odd = c & 1;
  int k = (q * 1262611 - (closer ? 524031 : 0)) >> 22; /* floor(log10(2**q)), or of 3/4 of it */
  int h = q + ((-k * 1741647) >> 19) + 1;              /* floor(log2(10**-k)) */
  Pow10 g = POWERS[-k - POW10_MIN];
  uint64_t center = multiply_to_odd(g, (4 * c) << h);
  uint64_t lower = multiply_to_odd(g, (4 * c - 2 + closer) << h) + odd;
  uint64_t upper = multiply_to_odd(g, (4 * c + 2) << h) - odd;
  uint64_t s = center / 4;
  Decimal d;
  if (s >= 10) {
    uint64_t t = s / 10;
    bool down = lower <= 40 * t, up = 40 * t + 40 <= upper;
    if (down != up) {
      d = (Decimal){t + up, k + 1};
      goto trim;
    }
  }
  {
    bool down = lower <= 4 * s, up = 4 * s + 4 <= upper;
    if (down != up)
      d = (Decimal){s + up, k};
    else {
      uint64_t middle = 4 * s + 2;
      bool round_up = center > middle || (center == middle && (s & 1));
      d = (Decimal){s + round_up, k};
    }
  }
trim:
  while (d.digits % 10 == 0) d.digits /= 10, d.exponent++;
  return d;
}

/* ---- layout ---- */

/* Writes digits[0..n) * 10**(point - n) the way CPython lays out its short forms; returns the end. At least
 * `places` digits are shown. */
static char *lay_out(char *p, const char *digits, int n, int point, int places, bool exponent, char letter,
                     unsigned flags) {
  int exp = 0;
  if (exponent) {
    exp = point - 1;
    point = 1;
  }
  int total = MAX(n, places);
  if (point <= 0) {
    *p++ = '0';
    *p++ = '.';
    for (int i = point; i < 0; i++) *p++ = '0';
    memcpy(p, digits, (size_t)n);
    p += n;
    for (int i = n; i < places; i++) *p++ = '0';
  } else {
    for (int i = 0; i < MAX(point, total); i++) {
      if (i == point) *p++ = '.';
      *p++ = i < n ? digits[i] : '0';
    }
    if (point >= total) { /* nothing behind the point */
      if (flags & FLOAT_DOT_ZERO && !exponent) {
        *p++ = '.';
        *p++ = '0';
      } else if (flags & FLOAT_ALT)
        *p++ = '.';
    }
  }
  if (exponent) p += snprintf(p, 8, "%c%+.2d", letter, exp);
  return p;
}

static int word_digits_text(uint64_t v, char out[24]) {
  char reversed[24];
  int n = 0;
  do {
    reversed[n++] = (char)('0' + v % 10);
    v /= 10;
  } while (v);
  for (int i = 0; i < n; i++) out[i] = reversed[n - 1 - i];
  return n;
}

static char *shortest_text(char *p, double magnitude, unsigned flags, char letter) {
  char digits[24];
  if (magnitude == 0) return lay_out(p, "0", 1, 1, 0, false, letter, flags);
  Decimal d = float_shortest(magnitude);
  int n = word_digits_text(d.digits, digits), point = n + d.exponent;
  return lay_out(p, digits, n, point, 0, point <= -4 || point > 16, letter, flags);
}

static char *special_text(char *p, double value, bool upper) {
  memcpy(p, isnan(value) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf", 3);
  return p + 3;
}

int float_repr_text(double value, char *out) {
  char *p = out;
  if (signbit(value) && !isnan(value)) *p++ = '-';
  p = isfinite(value) ? shortest_text(p, fabs(value), FLOAT_DOT_ZERO, 'e') : special_text(p, value, false);
  *p = 0;
  return (int)(p - out);
}

bool float_scaled(double magnitude, int places, WideInt *out) {
  static const uint64_t TENS[] = {1ull,
                                  10ull,
                                  100ull,
                                  1000ull,
                                  10000ull,
                                  100000ull,
                                  1000000ull,
                                  10000000ull,
                                  100000000ull,
                                  1000000000ull,
                                  10000000000ull,
                                  100000000000ull,
                                  1000000000000ull,
                                  10000000000000ull,
                                  100000000000000ull,
                                  1000000000000000ull,
                                  10000000000000000ull,
                                  100000000000000000ull};
  uint64_t bits;
  memcpy(&bits, &magnitude, sizeof bits);
  int biased = (int)(bits >> 52 & 0x7FF), e = (biased ? biased : 1) - 1075;
  if (places < 0 || places > 17 || e > 10) return false;
  uint64_t m = (bits & ((1ull << 52) - 1)) | (biased ? 1ull << 52 : 0);
  WideInt n = (WideInt)m * TENS[places];
  if (e >= 0) {
    *out = n << e;
    return true;
  }
  if (e <= -127) { /* n < 2**110: below one half */
    *out = 0;
    return true;
  }
  WideInt q = n >> -e, rest = n & (((WideInt)1 << -e) - 1), half = (WideInt)1 << (-e - 1);
  *out = q + (rest > half || (rest == half && (q & 1)));
  return true;
}

/* %.*f, where the exact integer fits. NULL: it does not. */
static char *fixed_text(char *p, double magnitude, int precision, unsigned flags) {
  WideInt n;
  if (!float_scaled(magnitude, precision, &n)) return NULL;
  char digits[48], *end = digits + sizeof digits, *q = end;
  int count = 0;
  do {
    uint64_t low; /* as many digits at a time as a word holds */
    int chunk = 19;
    if (n >> 64) {
      low = (uint64_t)(n % 10000000000000000000ull);
      n /= 10000000000000000000ull;
    } else {
      low = (uint64_t)n;
      n = 0;
      chunk = 0;
    }
    for (; low || chunk > 0; chunk--, low /= 10) {
      if (count++ == precision && precision) *--q = '.';
      *--q = (char)('0' + low % 10);
    }
  } while (n);
  while (count <= precision) {
    if (count++ == precision && precision) *--q = '.';
    *--q = '0';
  }
  memcpy(p, q, (size_t)(end - q));
  p += end - q;
  if (precision == 0 && flags & FLOAT_ALT) *p++ = '.';
  return p;
}

static char *general_text(char *p, char *digits, double magnitude, int precision, char letter,
                          unsigned flags) {
  if (precision == 0) precision = 1;
  int n = 0, point = 1;
  if (magnitude == 0)
    digits[n++] = '0';
  else {
    char *raw = digits + precision + 8;
    snprintf(raw, (size_t)precision + 16, "%.*e", precision - 1, magnitude);
    const char *q = raw;
    for (; *q != 'e'; q++)
      if (*q != '.') digits[n++] = *q;
    point = atoi(q + 1) + 1;
    while (n > 1 && digits[n - 1] == '0') n--;
  }
  bool exponent = point <= -4 || point > precision - ((flags & FLOAT_DOT_ZERO) != 0);
  /* as %g: the precision counts significant digits */
  return lay_out(p, digits, n, point, flags & FLOAT_ALT ? precision : 0, exponent, letter, flags);
}

char *float_text(double value, char type, int precision, unsigned flags, ssize_t *length) {
  bool upper = type >= 'A' && type <= 'Z';
  char lower = (char)(type | 0x20);
  double magnitude = fabs(value);
  size_t room = 48;
  if (isfinite(value)) {
    if (lower == 'f')
      room += (size_t)precision + (magnitude >= 1e16 ? 310 : 20);
    else if (lower != 'r')
      room += (size_t)precision * 3 + 32;
  }
  char *text = mem_alloc(room);
  if (!text) return NULL;
  char *p = text;
  bool negative = signbit(value) && !isnan(value);
  if (negative)
    *p++ = '-';
  else if (flags & FLOAT_SIGN)
    *p++ = '+';
  char *body = p;
  if (!isfinite(value))
    p = special_text(p, value, upper);
  else if (lower == 'r')
    p = shortest_text(p, magnitude, flags, upper ? 'E' : 'e');
  else if (lower == 'g') {
    char stack[256],
        *digits = 2 * (size_t)precision + 48 <= sizeof stack ? stack : mem_alloc(2 * (size_t)precision + 48);
    if (!digits) {
      mem_free(text);
      return NULL;
    }
    p = general_text(p, digits, magnitude, precision, upper ? 'E' : 'e', flags);
    if (digits != stack) mem_free(digits);
  } else if (lower == 'f' && (body = fixed_text(p, magnitude, precision, flags)) != NULL) {
    char *start = p;
    p = body;
    body = start;
  } else {
    body = p;
    const char *format = lower == 'f'        ? (flags & FLOAT_ALT ? "%#.*f" : "%.*f")
                         : flags & FLOAT_ALT ? (upper ? "%#.*E" : "%#.*e")
                         : upper             ? "%.*E"
                                             : "%.*e";
    p += snprintf(p, room - (size_t)(p - text), format, precision, magnitude);
  }
  if (negative && flags & FLOAT_NO_NEG_ZERO && isfinite(value)) {
    const char *q = body;
    while (q < p && (*q == '0' || *q == '.')) q++;
    if (q == p || *q == 'e' || *q == 'E') { /* rounded to zero */
      if (flags & FLOAT_SIGN)
        *text = '+';
      else {
        memmove(text, body, (size_t)(p - body));
        p--;
      }
    }
  }
  *p = 0;
  *length = p - text;
  return text;
}

/* ---- reading ---- */

static bool word_at(const char *p, const char *end, const char *word) {
  size_t n = strlen(word);
  if ((size_t)(end - p) < n) return false;
  for (size_t i = 0; i < n; i++)
    if ((p[i] | 0x20) != word[i]) return false;
  return true;
}

static double exact_strtod(const char *text, size_t length) {
  char small[128], *copy = length < sizeof small ? small : mem_alloc(length + 1);
  if (!copy) return NAN;
  memcpy(copy, text, length);
  copy[length] = 0;
  double v = strtod(copy, NULL);
  if (copy != small) mem_free(copy);
  return v;
}

double float_parse(const char *text, const char *end, const char **stop) {
  static const double TENS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const char *p = text;
  *stop = text;
  bool neg = false;
  if (p < end && (*p == '+' || *p == '-')) neg = *p++ == '-';
  if (word_at(p, end, "inf")) {
    *stop = p + (word_at(p, end, "infinity") ? 8 : 3);
    return neg ? -HUGE_VAL : HUGE_VAL;
  }
  if (word_at(p, end, "nan")) {
    *stop = p + 3;
    return neg ? -(double)NAN : (double)NAN;
  }
  const char *start = p;
  uint64_t mantissa = 0;
  int digits = 0, significant = 0, after = 0;
  bool point = false;
  for (; p < end; p++) {
    if (*p == '.' && !point) {
      point = true;
      continue;
    }
    if (*p < '0' || *p > '9') break;
    digits++;
    if (significant || *p != '0') significant++;
    if (significant <= 19) mantissa = mantissa * 10 + (uint64_t)(*p - '0');
    if (point) after++;
  }
  if (!digits) return 0;
  int64_t exponent = 0;
  if (p < end && (*p == 'e' || *p == 'E')) {
    const char *q = p + 1;
    bool minus = false;
    if (q < end && (*q == '+' || *q == '-')) minus = *q++ == '-';
    if (q < end && *q >= '0' && *q <= '9') {
      for (; q < end && *q >= '0' && *q <= '9'; q++)
        if (exponent < 1000000) exponent = exponent * 10 + (*q - '0');
      if (minus) exponent = -exponent;
      p = q;
    }
  }
  *stop = p;
  int64_t scale = exponent - after;
  double v;
  /* Exact operands give a correctly rounded result (Clinger, "How to read floating point numbers accurately",
   * 1990). */
  if (significant <= 19 && mantissa <= 1ull << 53 && scale >= -22 && scale <= 22)
    v = scale < 0 ? (double)mantissa / TENS[-scale] : (double)mantissa * TENS[scale];
  else
    v = exact_strtod(start, (size_t)(p - start));
  return neg ? -v : v;
}
