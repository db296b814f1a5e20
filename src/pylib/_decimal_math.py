"""Integer arithmetic behind decimal: digits, text, rounding, and exp and ln in fixed point. No Decimal here."""

ROUND_UP = 'ROUND_UP'
ROUND_DOWN = 'ROUND_DOWN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_05UP = 'ROUND_05UP'

_CHUNK = 4000  # digits that int() and str() convert without complaint


def digit_count(n):
    """Decimal digits of n >= 0; 1 for 0."""
    if n < 10:
        return 1
    guess = (n.bit_length() - 1) * 30103 // 100000
    while n >= 10 ** (guess + 1):
        guess += 1
    return guess + 1


def int_to_text(n):
    """str(n) for n >= 0 of any size."""
    if n.bit_length() < 13000:
        return str(n)
    half = digit_count(n) // 2
    high, low = divmod(n, 10 ** half)
    return int_to_text(high) + int_to_text(low).rjust(half, '0')


def text_to_int(text):
    """int(text) for digits of any number."""
    if len(text) <= _CHUNK:
        return int(text)
    half = len(text) // 2
    return text_to_int(text[:-half]) * 10 ** half + text_to_int(text[-half:])


def rounds_up(quotient, remainder, unit, sign, rounding):
    """Whether quotient + remainder/unit, 0 < remainder < unit, goes to quotient + 1."""
    if rounding == ROUND_HALF_EVEN:
        return 2 * remainder > unit or (2 * remainder == unit and quotient % 2 == 1)
    if rounding == ROUND_HALF_UP:
        return 2 * remainder >= unit
    if rounding == ROUND_HALF_DOWN:
        return 2 * remainder > unit
    if rounding == ROUND_DOWN:
        return False
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return sign == 0
    if rounding == ROUND_FLOOR:
        return sign == 1
    return quotient % 5 == 0  # ROUND_05UP


def drop_digits(coef, count, sign, rounding):
    """coef without its last count digits, rounded; and whether anything but zeros was lost."""
    if coef == 0 or count > digit_count(coef) + 1:
        quotient, remainder, unit = 0, coef and 1, 100
    else:
        unit = 10 ** count
        quotient, remainder = divmod(coef, unit)
    if not remainder:
        return quotient, False
    return quotient + rounds_up(quotient, remainder, unit, sign, rounding), True


def isqrt(n):
    from math import isqrt as root
    return root(n)


# ---- exp and ln: results as integers scaled by 10**p, wrong by less than a few units ----

def _exp_taylor(x, one):
    """exp(x / one) * one for 0 <= x < one: the argument halved often, the series, and as many squarings."""
    halvings = 4 + int(one.bit_length() ** 0.5)
    guard = 2 * halvings + 16
    one <<= guard
    x = (x << guard) >> halvings
    total = term = one
    k = 1
    while term:
        term = term * x // (one * k)
        total += term
        k += 1
    for _ in range(halvings):
        total = total * total // one
    return total >> guard


def _ln_series(x, one):
    """ln(x / one) * one for x near one, by the area hyperbolic tangent of (x - 1) / (x + 1)."""
    if x < one:
        return -_ln_series(one * one // x, one)
    y = (x - one) * one // (x + one)
    square = y * y // one
    total = 0
    k = 1
    while y:
        total += y // k
        y = y * square // one
        k += 2
    return 2 * total


def fixed_ln(coef, exp, p):
    """ln(coef * 10**exp) * 10**p, coef > 0."""
    extra = 10 + digit_count(abs(exp) + digit_count(coef))
    one = 10 ** (p + extra)
    # coef * 10**exp = m * 10**shift with 0.1 <= m < 1, then m * 2**twos in [0.7, 1.4)
    length = digit_count(coef)
    shift = exp + length
    drop = length - p - extra
    m = coef * 10 ** -drop if drop <= 0 else coef // 10 ** drop
    twos = 0
    while m * 10 < one * 7:
        m *= 2
        twos += 1
    # square roots bring it near 1, where the series is short
    roots = 0
    guard = 10 ** 10
    wide = one * guard
    m *= guard
    while abs(m - wide) * 1000 > wide and roots < 30:
        m = isqrt(m * wide)
        roots += 1
    result = _ln_series(m, wide) << roots
    result //= guard
    if twos:
        result -= twos * _ln2(p + extra)
    if shift:
        result += shift * fixed_ln10(p + extra)
    return result // 10 ** extra


def _ln2(p):
    one = 10 ** (p + 8)
    # ln 2 = 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749)
    return (18 * _atanh_inverse(26, one) - 2 * _atanh_inverse(4801, one) + 8 * _atanh_inverse(8749, one)) // 10 ** 8


def _atanh_inverse(n, one):
    term = one // n
    square = n * n
    total = 0
    k = 1
    while term:
        total += term // k
        term //= square
        k += 2
    return total


_ln10_known = [0, 0]


def fixed_ln10(p):
    """ln(10) * 10**p."""
    if _ln10_known[0] < p:
        one = 10 ** (p + 20)
        # ln 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161)
        _ln10_known[1] = (46 * _atanh_inverse(31, one) + 34 * _atanh_inverse(49, one)
                          + 20 * _atanh_inverse(161, one)) // 10 ** 10
        _ln10_known[0] = p + 10
    return _ln10_known[1] // 10 ** (_ln10_known[0] - p)


def fixed_exp(x, p):
    """exp(x / 10**p) as (m, e): m * 10**e with about p digits in m."""
    extra = 6 + digit_count(abs(x) // 10 ** p)
    scale = 10 ** extra
    e, rest = divmod(x * scale, fixed_ln10(p + extra))
    one = 10 ** (p + extra)
    # 0 <= rest < ln 10: bring it below 1 by thirds
    m = _exp_taylor(rest // 3, one)
    m = m * m // one * m // one
    return m // scale, e - p


def decide(approximate, prec, sign, rounding):
    """Correctly rounded: asks approximate(digits) for (m, e), wrong by less than 1000 units of m, with more and more digits until rounding
    is certain. For values that are never exact."""
    digits = prec + 8
    while True:
        m, e = approximate(digits)
        n = digit_count(m)
        drop = n - prec
        if drop > 4:
            unit = 10 ** drop
            low, high = m - 1000, m + 1000
            lo, lo_rest = divmod(low, unit)
            hi, hi_rest = divmod(high, unit)
            if lo == hi and lo_rest and hi_rest:
                up = rounds_up(lo, lo_rest, unit, sign, rounding)
                if up == rounds_up(hi, hi_rest, unit, sign, rounding):
                    return m, e
        digits += digits // 2
