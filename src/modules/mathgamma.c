/* gamma and lgamma by Lanczos' approximation with the 13-term rational form of Boost (lanczos13m53), which is
 * what CPython documents using: the C library's functions differ in the last digits. */
#include "modules/math_parts.h"

#include <errno.h>
#include <math.h>

#include "base/attr.h"

static const double PI = 3.141592653589793238462643383279502884197;
static const double LOG_PI = 1.144729885849400174143427351353058711647;
enum { TERMS = 13, FACTORIALS = 23 };
static const double G = 6.024680040776729583740234375, G_MINUS_HALF = 5.524680040776729583740234375;
static const double NUMERATOR[TERMS] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
static const double DENOMINATOR[TERMS] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0,
                                          45995730.0, 13339535.0, 2637558.0,   357423.0,    32670.0,
                                          1925.0,     66.0,       1.0};

static double lanczos_sum(double x) {
  double up = 0, down = 0;
  if (x < 5.0)
    for (int i = TERMS - 1; i >= 0; i--) {
      up = up * x + NUMERATOR[i];
      down = down * x + DENOMINATOR[i];
    }
  else
    for (int i = 0; i < TERMS; i++) {
      up = up / x + NUMERATOR[i];
      down = down / x + DENOMINATOR[i];
    }
  return up / down;
}

static double sin_pi(double x) {
  double y = fmod(fabs(x), 2.0), r;
  switch ((int)round(2.0 * y)) {
  case 0: r = sin(PI * y); break;
  case 1: r = cos(PI * (y - 0.5)); break;
  case 2: r = sin(PI * (1.0 - y)); break;
  case 3: r = -cos(PI * (y - 1.5)); break;
  default: r = sin(PI * (y - 2.0)); break;
  }
  return copysign(1.0, x) * r;
}

double math_gamma(double x, int *error) {
  *error = 0;
  if (!isfinite(x)) {
    if (isnan(x) || x > 0) return x;
    *error = EDOM;
    return (double)NAN;
  }
  if (x == 0.0) {
    *error = EDOM;
    return copysign(HUGE_VAL, x);
  }
  if (x == floor(x)) {
    if (x < 0.0) {
      *error = EDOM;
      return (double)NAN;
    }
    if (x <= FACTORIALS) {
      double f = 1;
      for (int i = 2; i < (int)x; i++) f *= i;
      return f;
    }
  }
  double size = fabs(x), r;
  if (size < 1e-20) {
    r = 1.0 / x;
    if (isinf(r)) *error = ERANGE;
    return r;
  }
  if (size > 200.0) {
    if (x < 0.0) return 0.0 / sin_pi(x);
    *error = ERANGE;
    return HUGE_VAL;
  }
  double y = size + G_MINUS_HALF, lost; /* what rounding took from y */
  if (size > G_MINUS_HALF)
    lost = (y - size) - G_MINUS_HALF;
  else
    lost = (y - G_MINUS_HALF) - size;
  double z = lost * G / y;
  bool once = size < 140.0;
  double power = once ? pow(y, size - 0.5) : pow(y, size / 2.0 - 0.25);
  if (x < 0.0) {
    r = -PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
    r -= z * r;
    r /= power;
    if (!once) r /= power;
  } else {
    r = lanczos_sum(size) / exp(y);
    r += z * r;
    r *= power;
    if (!once) r *= power;
  }
  if (isinf(r)) *error = ERANGE;
  return r;
}

double math_lgamma(double x, int *error) {
  *error = 0;
  if (!isfinite(x)) return isnan(x) ? x : HUGE_VAL;
  if (x == floor(x) && x <= 2.0) {
    if (x > 0.0) return 0.0;
    *error = EDOM;
    return HUGE_VAL;
  }
  double size = fabs(x);
  if (size < 1e-20) return -log(size);
  double r = log(lanczos_sum(size)) - G;
  r += (size - 0.5) * (log(size + G - 0.5) - 1);
  if (x < 0.0) r = LOG_PI - log(fabs(sin_pi(size))) - log(size) - r;
  if (isinf(r)) *error = ERANGE;
  return r;
}
