/* float.hex, float.fromhex, rounding to decimal places. */
#include "object/floattext.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "object/err.h"
#include "object/int_internal.h"
#include "object/numtext.h"

Own float_hex(double value) {
  if (!isfinite(value)) {
    char text[32];
    int n = float_repr_text(value, text);
    return str_from_ascii(text, n);
  }
  const char *sign = signbit(value) ? "-" : "";
  if (value == 0) return str_format("%s0x0.0p+0", sign);
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  int biased = (int)(bits >> 52 & 0x7FF);
  char text[40];
  int n = snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", sign, biased != 0,
                   (unsigned long long)(bits & ((1ull << 52) - 1)), biased ? biased - 1023 : -1022);
  return str_from_ascii(text, n);
}

static Own bad_hex(void) { return err_format(T(ValueError), "invalid hexadecimal floating-point string"); }
static Own hex_too_large(void) {
  return err_format(T(OverflowError), "hexadecimal value too large to represent as a float");
}

static int hex_digit(char c) {
  int v = ascii_digit_value(c);
  return v < 16 ? v : -1;
}

Own float_from_hex(const char *text, ssize_t length) {
  const char *p = text, *end = text + length;
  while (p < end && ascii_space(*p)) p++;
  while (end > p && ascii_space(end[-1])) end--;
  const char *q = p;
  bool neg = false;
  if (q < end && (*q == '+' || *q == '-')) neg = *q++ == '-';
  if (q < end && ((*q | 0x20) == 'i' || (*q | 0x20) == 'n')) {
    const char *stop;
    double v = float_parse(p, end, &stop);
    return stop == end && stop != p ? float_make(v) : bad_hex();
  }
  if (end - q >= 2 && q[0] == '0' && (q[1] | 0x20) == 'x') q += 2;
  uint64_t m = 0;
  bool sticky = false, point = false;
  int64_t exponent = 0; /* of two, of the lowest bit of m */
  ssize_t ndigits = 0;
  for (; q < end; q++) {
    if (*q == '.' && !point) {
      point = true;
      continue;
    }
    int v = hex_digit(*q);
    if (v < 0) break;
    ndigits++;
    if (m >> 60) { /* full: what follows only says whether anything follows */
      sticky |= v != 0;
      exponent += point ? 0 : 4;
    } else {
      m = m << 4 | (uint64_t)v;
      exponent -= point ? 4 : 0;
    }
  }
  if (!ndigits) return bad_hex();
  if (q < end && (*q | 0x20) == 'p') {
    q++;
    bool minus = false;
    if (q < end && (*q == '+' || *q == '-')) minus = *q++ == '-';
    if (q >= end || *q < '0' || *q > '9') return bad_hex();
    int64_t e = 0;
    for (; q < end && *q >= '0' && *q <= '9'; q++)
      if (e < (int64_t)1 << 40) e = e * 10 + (*q - '0');
    exponent += minus ? -e : e;
  }
  if (q != end) return bad_hex();
  double v = 0;
  if (m) {
    int shift = __builtin_clzll(m);
    bool overflow = false;
    v = double_from_mantissa(m << shift, sticky, exponent - shift, &overflow);
    if (overflow) return hex_too_large();
  }
  return float_make(neg ? -v : v);
}

/* ---- round ---- */

/* Rounded to a multiple of 10**places, places > 0, by the exact decimal expansion. */
static double round_to_tens(double value, int64_t places) {
  char text[400];
  snprintf(text, sizeof text, "%.330e", fabs(value));
  const char *e = strchr(text, 'e');
  int64_t exponent = atoi(e + 1), keep = exponent - places; /* digits kept behind the first */
  double v = 0;
  if (keep >= 0) {
    snprintf(text, sizeof text, "%.*e", (int)MIN(keep, 330), fabs(value));
    v = strtod(text, NULL);
  } else if (keep == -1) { /* 0 or one unit: ties go to 0 */
    bool above = text[0] > '5';
    for (const char *p = text + 2; text[0] == '5' && p < e && !above; p++) above = *p != '0';
    if (above) {
      snprintf(text, sizeof text, "1e%d", (int)places);
      v = strtod(text, NULL);
    }
  }
  return value < 0 ? -v : v;
}

Own float_round(double value, int64_t digits) {
  if (!isfinite(value) || value == 0 || digits > 323) return float_make(value);
  if (digits < -308) return float_make(0.0 * value);
  double v;
  WideInt scaled;
  if (digits >= 0 && float_scaled(fabs(value), (int)digits, &scaled) && scaled <= 1ull << 53) {
    static const double TENS[] = {1e0, 1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,
                                  1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17};
    v = copysign((double)scaled / TENS[digits], value); /* exact operands: correctly rounded */
  } else if (digits >= 0) {
    char text[700];
    int n = snprintf(text, sizeof text, "%.*f", (int)digits, value);
    const char *stop;
    v = float_parse(text, text + n, &stop);
  } else
    v = round_to_tens(value, -digits);
  if (isinf(v)) return err_format(T(OverflowError), "rounded value too large to represent");
  if (v == 0) v = copysign(0.0, value);
  return float_make(v);
}
