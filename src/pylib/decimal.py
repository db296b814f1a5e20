"""Decimal fixed-point and floating-point arithmetic after the General Decimal Arithmetic Specification 1.70.

A finite Decimal is (-1)**sign * coefficient * 10**exponent. The operations compute with integers and round once, in
_finish(), as the context says; what happened on the way is collected in a status word and signalled there.
"""

import _native
import math as _math
import numbers as _numbers
import operator as _operator
from collections import namedtuple as _namedtuple
from _native import instance as _instance
from _decimal_context import (
    MAX_PREC, MAX_EMAX, MIN_EMIN, MIN_ETINY, Context,
    getcontext, setcontext, localcontext, DefaultContext, BasicContext, ExtendedContext,
    DecimalException, Clamped, InvalidOperation, ConversionSyntax, DivisionImpossible, DivisionUndefined,
    InvalidContext, DivisionByZero, Inexact, Rounded, Subnormal, Overflow, Underflow, FloatOperation,
    _ROUNDINGS, _SIGNALS, _CLAMPED, _CONVERSION, _ZERO, _IMPOSSIBLE, _UNDEFINED, _INEXACT, _INVALID, _FLOAT, _OVERFLOW, _ROUNDED,
    _SUBNORMAL, _UNDERFLOW, current as _current, optional_context as _optional_context)
from _decimal_math import (
    ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP,
    digit_count as _digit_count, int_to_text as _int_to_text, text_to_int as _text_to_int, drop_digits as _drop_digits,
    isqrt as _isqrt, fixed_ln as _fixed_ln, fixed_ln10 as _fixed_ln10, fixed_exp as _fixed_exp, decide as _decide)

HAVE_THREADS = True
HAVE_CONTEXTVAR = True
__version__ = '1.70'
__libmpdec_version__ = '2.5.1'

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent')



def _operand(value):
    """A Decimal or int argument of a method as a Decimal."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError('conversion from %s to Decimal is not supported' % type(value).__name__)


# ---- numbers ----

_FINITE, _INFINITE, _QNAN, _SNAN = 0, 1, 2, 3
_SPECIAL_NAMES = {'inf': _INFINITE, 'infinity': _INFINITE, 'nan': _QNAN, 'snan': _SNAN}


def _make(sign, coef, exp, kind=_FINITE, cls=None):
    return _instance(cls or Decimal, coef, exp, kind, sign)


def _finish(context, sign, coef, exp, status=0):
    """The finite value in the context: rounded, in range; status of the way here and of this is signalled."""
    prec = context.prec
    if not coef:
        top = context.Emax - prec + 1 if context.clamp else context.Emax
        tiny = context.Emin - prec + 1
        if exp < tiny or exp > top:
            exp = max(min(exp, top), tiny)
            status |= _CLAMPED
    else:
        n = _digit_count(coef)
        if exp + n - 1 < context.Emin:
            status |= _SUBNORMAL
            tiny = context.Emin - prec + 1
            if exp < tiny:
                coef, inexact = _drop_digits(coef, tiny - exp, sign, context.rounding)
                exp = tiny
                status |= _ROUNDED
                if inexact:
                    status |= _INEXACT | _UNDERFLOW
                n = _digit_count(coef)
                if not coef:
                    status |= _CLAMPED
        elif n > prec:
            coef, inexact = _drop_digits(coef, n - prec, sign, context.rounding)
            exp += n - prec
            status |= _ROUNDED
            if inexact:
                status |= _INEXACT
            if coef == 10 ** prec:
                coef //= 10
                exp += 1
            n = prec
        if coef and exp + n - 1 > context.Emax:
            return _overflow(context, sign, status)
        if context.clamp and exp > context.Emax - prec + 1:
            coef *= 10 ** (exp - (context.Emax - prec + 1))
            exp = context.Emax - prec + 1
            status |= _CLAMPED
    if status:
        context._signal(status)
    return _make(sign, coef, exp)


def _overflow(context, sign, status):
    context._signal(status | _OVERFLOW | _INEXACT | _ROUNDED)
    r = context.rounding
    if r in (ROUND_DOWN, ROUND_05UP) or (r == ROUND_CEILING and sign) or (r == ROUND_FLOOR and not sign):
        return _make(sign, 10 ** context.prec - 1, context.Emax - context.prec + 1)
    return _make(sign, 0, 0, _INFINITE)


def _invalid(context, status=_INVALID):
    context._signal(status)
    return _make(0, 0, 0, _QNAN)


def _nan_of(context, *operands):
    """The result of an operation with a NaN among its operands, or None. Signalling ones first, then the leftmost."""
    for o in operands:
        if o._kind == _SNAN:
            context._signal(_INVALID)
            return _quiet(context, o)
    for o in operands:
        if o._kind == _QNAN:
            return _quiet(context, o)
    return None


def _quiet(context, o):
    coef, room = o._coef, context.prec - context.clamp
    if coef and _digit_count(coef) > room:
        coef %= 10 ** room
    return _make(o._sign, coef, 0, _QNAN)


def _parse(text, cls):
    """A Decimal from text, exactly; None when malformed."""
    s = text.strip().replace('_', '')
    sign = 0
    if s[:1] in ('+', '-') and s:
        sign = int(s[0] == '-')
        s = s[1:]
    if s[:1].isdecimal() or s[:1] == '.':
        mantissa, letter, power = s, '', ''
        for i, c in enumerate(s):
            if c in 'eE':
                mantissa, letter, power = s[:i], c, s[i + 1:]
                break
        whole, point, decimals = mantissa.partition('.')
        digits = whole + decimals
        if not digits.isdecimal():
            return None
        exp = 0
        if letter:
            unsigned = power[1:] if power[:1] in ('+', '-') and power else power
            if not unsigned.isdecimal():
                return None
            exp = int(power)
        return _make(sign, _text_to_int(digits), exp - len(decimals), _FINITE, cls)
    lower = s.lower()
    if lower in ('inf', 'infinity'):
        return _make(sign, 0, 0, _INFINITE, cls)
    for name, kind in (('nan', _QNAN), ('snan', _SNAN)):
        if lower.startswith(name):
            payload = s[len(name):]
            if payload and not payload.isdecimal():
                return None
            return _make(sign, _text_to_int(payload or '0'), 0, kind, cls)
    return None


def _from_tuple(value, cls):
    if len(value) != 3:
        raise ValueError('argument must be a sequence of length 3')
    sign, digits, exp = value
    if not isinstance(sign, int) or sign not in (0, 1):
        raise ValueError('sign must be an integer with the value 0 or 1')
    kind = _FINITE
    if isinstance(exp, str):
        if exp not in ('F', 'n', 'N'):
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
        kind = {'F': _INFINITE, 'n': _QNAN, 'N': _SNAN}[exp]
        exp = 0
    elif not isinstance(exp, int):
        raise ValueError("exponent must be an integer")
    coef = 0
    if kind != _INFINITE:
        if not isinstance(digits, tuple):
            digits = tuple(digits)
        for d in digits:
            if not isinstance(d, int) or not 0 <= d <= 9:
                raise ValueError('coefficient must be a tuple of digits')
        coef = _text_to_int(''.join(map(str, digits)) or '0')
    return _make(int(sign), coef, exp, kind, cls)


def _float_parts(f):
    """(sign, coef, exp) of a finite float, exactly."""
    sign = int(_math.copysign(1.0, f) < 0)
    n, d = abs(f).as_integer_ratio()
    k = d.bit_length() - 1
    return sign, n * 5 ** k, -k


class Decimal:
    """Construct a new Decimal object. 'value' can be an integer, string, tuple,
or another Decimal object. If no value is given, return Decimal('0'). The
context does not affect the conversion and is only passed to determine if
the InvalidOperation trap is active.

"""

    __slots__ = ('_sign', '_coef', '_exp', '_kind')

    def __new__(cls, value='0', context=None):
        context = _optional_context(context)
        if isinstance(value, str):
            self = _parse(value, cls)
            if self is None:
                context._signal(_CONVERSION)
                self = _make(0, 0, 0, _QNAN, cls)
            return self
        if isinstance(value, int):
            return _make(int(value < 0), -(-abs(int(value))), 0, _FINITE, cls)
        if isinstance(value, Decimal):
            if type(value) is cls is Decimal:
                return value
            return _make(value._sign, value._coef, value._exp, value._kind, cls)
        if isinstance(value, (tuple, list)):
            return _from_tuple(value, cls)
        if isinstance(value, float):
            context._signal(_FLOAT)
            return cls.from_float(value)
        raise TypeError('conversion from %s to Decimal is not supported' % type(value).__name__)

    @classmethod
    def from_float(cls, f, /):
        """Class method that converts a float to a decimal number, exactly."""
        if isinstance(f, int):
            return _make(int(f < 0), -(-abs(int(f))), 0, _FINITE, cls)
        if not isinstance(f, float):
            raise TypeError('argument must be int or float')
        if f != f:
            return _make(int(_math.copysign(1.0, f) < 0), 0, 0, _QNAN, cls)
        if f in (_math.inf, -_math.inf):
            return _make(int(f < 0), 0, 0, _INFINITE, cls)
        return _make(*_float_parts(f), _FINITE, cls)

    # ---- text ----

    def _text(self, engineering=False, capitals=1):
        sign = '-' if self._sign else ''
        if self._kind == _INFINITE:
            return sign + 'Infinity'
        if self._kind != _FINITE:
            return sign + ('NaN' if self._kind == _QNAN else 'sNaN') + (_int_to_text(self._coef) if self._coef else '')
        digits = _int_to_text(self._coef)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif self._coef == 0:
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            whole, decimals = '0', '.' + '0' * -point + digits
        elif point >= len(digits):
            whole, decimals = digits + '0' * (point - len(digits)), ''
        else:
            whole, decimals = digits[:point], '.' + digits[point:]
        power = '' if left == point else ('E' if capitals else 'e') + '%+d' % (left - point)
        return sign + whole + decimals + power

    def __str__(self):
        return self._text(False, _current[0].capitals)

    def __repr__(self):
        return "Decimal('%s')" % self._text(False, _current[0].capitals)

    def to_eng_string(self, /, context=None):
        """Convert to an engineering-type string."""
        return self._text(True, _optional_context(context).capitals)

    def as_tuple(self):
        """Return a tuple representation of the number."""
        if self._kind == _INFINITE:
            return DecimalTuple(self._sign, (0,), 'F')
        digits = tuple(map(int, _int_to_text(self._coef)))
        if self._kind == _FINITE:
            return DecimalTuple(self._sign, digits, self._exp)
        return DecimalTuple(self._sign, digits if self._coef else (), 'n' if self._kind == _QNAN else 'N')

    def as_integer_ratio(self):
        """Decimal.as_integer_ratio() -> (int, int)

Return a pair of integers, whose ratio is exactly equal to the original
Decimal and with a positive denominator. The ratio is in lowest terms."""
        if self._kind == _INFINITE:
            raise OverflowError('cannot convert Infinity to integer ratio')
        if self._kind != _FINITE:
            raise ValueError('cannot convert NaN to integer ratio')
        n = -self._coef if self._sign else self._coef
        if self._exp >= 0:
            return n * 10 ** self._exp, 1
        d = 10 ** -self._exp
        g = _math.gcd(n, d)
        return n // g, d // g

    def __format__(self, spec, /):
        from _decimal_format import format_decimal
        return format_decimal(self, spec, _current[0])

    def __reduce__(self):
        return (type(self), (str(self),))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    # ---- conversion ----

    def __bool__(self):
        return self._kind != _FINITE or self._coef != 0

    def _whole(self):
        """The integer part, towards zero."""
        if self._kind == _INFINITE:
            raise OverflowError('cannot convert Infinity to integer')
        if self._kind != _FINITE:
            raise ValueError('cannot convert NaN to integer')
        n = self._coef * 10 ** self._exp if self._exp >= 0 else _drop_digits(self._coef, -self._exp, 0, ROUND_DOWN)[0]
        return -n if self._sign else n

    def __int__(self):
        return self._whole()

    __trunc__ = __int__

    def __float__(self):
        if self._kind == _SNAN:
            raise ValueError('cannot convert signaling NaN to float')
        if self._kind == _QNAN:
            return -_math.nan if self._sign else _math.nan
        return float(self._text())

    def __complex__(self):
        return complex(float(self))

    def _rounded_int(self, rounding):
        n = self._integral(rounding)
        return n._whole()

    def __floor__(self):
        return self._rounded_int(ROUND_FLOOR)

    def __ceil__(self):
        return self._rounded_int(ROUND_CEILING)

    def __round__(self, n=None):
        if n is None:
            return self._rounded_int(ROUND_HALF_EVEN)
        if not isinstance(n, int):
            raise TypeError('optional arg must be an integer')
        return self.quantize(_make(0, 1, -n))

    def __hash__(self):
        if self._kind == _SNAN:
            raise TypeError('Cannot hash a signaling NaN value')
        if self._kind == _QNAN:
            return object.__hash__(self)
        if self._kind == _INFINITE:
            return -314159 if self._sign else 314159
        p = (1 << 61) - 1
        h = self._coef * pow(10, self._exp, p) % p
        if self._sign:
            h = -h
        return -2 if h == -1 else h

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        """Return self."""
        return self

    def canonical(self):
        """Return the canonical encoding of the argument."""
        return self

    def radix(self):
        """Return Decimal(10), the radix (base) in which the Decimal class does all its arithmetic."""
        return Decimal(10)

    def adjusted(self):
        """Return the adjusted exponent of the number: that of its first digit."""
        return self._exp + _digit_count(self._coef) - 1 if self._kind == _FINITE else 0

    # ---- what it is ----

    def is_canonical(self):
        """Return True."""
        return True

    def is_finite(self):
        """Return True if the argument is a finite number, and False otherwise."""
        return self._kind == _FINITE

    def is_infinite(self):
        """Return True if the argument is infinite, and False otherwise."""
        return self._kind == _INFINITE

    def is_nan(self):
        """Return True if the argument is a (quiet or signaling) NaN."""
        return self._kind >= _QNAN

    def is_qnan(self):
        """Return True if the argument is a quiet NaN, and False otherwise."""
        return self._kind == _QNAN

    def is_snan(self):
        """Return True if the argument is a signaling NaN and False otherwise."""
        return self._kind == _SNAN

    def is_signed(self):
        """Return True if the argument has a negative sign."""
        return self._sign == 1

    def is_zero(self):
        """Return True if the argument is a (positive or negative) zero."""
        return self._kind == _FINITE and self._coef == 0

    def is_normal(self, /, context=None):
        """Return True if the argument is a normal finite non-zero number."""
        return bool(self._kind == _FINITE and self._coef and self.adjusted() >= _optional_context(context).Emin)

    def is_subnormal(self, /, context=None):
        """Return True if the argument is subnormal."""
        return bool(self._kind == _FINITE and self._coef and self.adjusted() < _optional_context(context).Emin)

    def number_class(self, /, context=None):
        """Return a string describing the class of the operand."""
        if self._kind == _SNAN:
            return 'sNaN'
        if self._kind == _QNAN:
            return 'NaN'
        sign = '-' if self._sign else '+'
        if self._kind == _INFINITE:
            return sign + 'Infinity'
        if not self._coef:
            return sign + 'Zero'
        return sign + ('Normal' if self.is_normal(context) else 'Subnormal')

    # ---- signs ----

    def copy_abs(self):
        """Return the absolute value of the argument, whatever the context."""
        return _make(0, self._coef, self._exp, self._kind)

    def copy_negate(self):
        """Return the negation of the argument, whatever the context."""
        return _make(1 - self._sign, self._coef, self._exp, self._kind)

    def copy_sign(self, /, other, context=None):
        """Return a copy of the first operand with the sign of the second."""
        return _make(_operand(other)._sign, self._coef, self._exp, self._kind)

    def _plus(self, context, keep_zero=False, sign=None):
        """Rounded in the context; a zero loses its sign unless rounding goes down."""
        nan = _nan_of(context, self)
        if nan is not None:
            return nan
        sign = self._sign if sign is None else sign
        if self._kind == _INFINITE:
            return _make(sign, 0, 0, _INFINITE)
        if not self._coef and not keep_zero:
            sign = 0 if context.rounding != ROUND_FLOOR else sign
        return _finish(context, sign, self._coef, self._exp)

    def __pos__(self):
        return self._plus(_current[0])

    def __neg__(self):
        return self._plus(_current[0], sign=1 - self._sign)

    def __abs__(self):
        return self._plus(_current[0], sign=0)

    # ---- comparison ----

    def _order(self, other):
        """-1, 0, 1 for numbers that are not NaN."""
        a = 0 if self._kind == _FINITE and not self._coef else (-1 if self._sign else 1)
        b = 0 if other._kind == _FINITE and not other._coef else (-1 if other._sign else 1)
        if a != b:
            return -1 if a < b else 1
        if not a:
            return 0
        if self._kind or other._kind:
            size = (self._kind == _INFINITE) - (other._kind == _INFINITE)
        else:
            size = self.adjusted() - other.adjusted()
            if not size:
                gap = self._exp - other._exp
                size = self._coef * 10 ** max(gap, 0) - other._coef * 10 ** max(-gap, 0)
        return a if size > 0 else -a if size < 0 else 0

    def _comparison(self, other, op):
        equality = op is _operator.eq or op is _operator.ne
        context = _current[0]
        if isinstance(other, int):
            other = Decimal(other)
        elif isinstance(other, float):
            if equality:
                context._flags._bits |= _FLOAT
            else:
                context._signal(_FLOAT)
            other = Decimal.from_float(other)
        elif isinstance(other, complex) and equality:
            if other.imag:
                return op is _operator.ne
            context._flags._bits |= _FLOAT
            other = Decimal.from_float(other.real)
        elif isinstance(other, _numbers.Rational) and not isinstance(other, Decimal):
            if self._kind == _FINITE:
                scale = _make(0, other.denominator, 0)
                self = _make(self._sign, self._coef * scale._coef, self._exp)
            n = other.numerator
            other = _make(int(n < 0), abs(n), 0)
        elif not isinstance(other, Decimal):
            return NotImplemented
        if self._kind >= _QNAN or other._kind >= _QNAN:
            if not equality or self._kind == _SNAN or other._kind == _SNAN:
                context._signal(_INVALID)
            return op is _operator.ne
        return op(self._order(other), 0)

    def __eq__(self, other):
        return self._comparison(other, _operator.eq)

    def __ne__(self, other):
        return self._comparison(other, _operator.ne)

    def __lt__(self, other):
        return self._comparison(other, _operator.lt)

    def __le__(self, other):
        return self._comparison(other, _operator.le)

    def __gt__(self, other):
        return self._comparison(other, _operator.gt)

    def __ge__(self, other):
        return self._comparison(other, _operator.ge)

    def compare(self, /, other, context=None):
        """Compare self to other.  Return a decimal value: -1, 0, 1 or NaN."""
        context, other = _optional_context(context), _operand(other)
        nan = _nan_of(context, self, other)
        return nan if nan is not None else Decimal(self._order(other))

    def compare_signal(self, /, other, context=None):
        """Identical to compare, except that all NaNs signal."""
        context, other = _optional_context(context), _operand(other)
        if self._kind >= _QNAN or other._kind >= _QNAN:
            context._signal(_INVALID)
        return self.compare(other, context)

    def compare_total(self, /, other, context=None):
        """Compare two operands using their abstract representation: a total order of all Decimals."""
        _optional_context(context)
        return Decimal(_total_order(self, _operand(other)))

    def compare_total_mag(self, /, other, context=None):
        """The same as compare_total with the signs left out."""
        _optional_context(context)
        return Decimal(_total_order(self.copy_abs(), _operand(other).copy_abs()))

    def same_quantum(self, /, other, context=None):
        """Test whether self and other have the same exponent or whether both are NaN (or infinite)."""
        other = _operand(other)
        if self._kind or other._kind:
            return self._kind == other._kind or (self._kind >= _QNAN and other._kind >= _QNAN)
        return self._exp == other._exp

    def max(self, /, other, context=None):
        """Maximum of self and other.  If one operand is a quiet NaN and the other is numeric, the numeric operand is returned."""
        return _extreme(self, _operand(other), _optional_context(context), 1, False)

    def max_mag(self, /, other, context=None):
        """As the max() method, but the comparison is done using the absolute values of the operands."""
        return _extreme(self, _operand(other), _optional_context(context), 1, True)

    def min(self, /, other, context=None):
        """Minimum of self and other. If one operand is a quiet NaN and the other is numeric, the numeric operand is returned."""
        return _extreme(self, _operand(other), _optional_context(context), -1, False)

    def min_mag(self, /, other, context=None):
        """As the min() method, but the comparison is done using the absolute values of the operands."""
        return _extreme(self, _operand(other), _optional_context(context), -1, True)

    # ---- rounding to an exponent ----

    def quantize(self, /, exp, rounding=None, context=None):
        """Return a value equal to the first operand after rounding and having the
exponent of the second operand."""
        context, exp = _optional_context(context), _operand(exp)
        if rounding is None:
            rounding = context.rounding
        elif rounding not in _ROUNDINGS:
            context.copy().rounding = rounding
        nan = _nan_of(context, self, exp)
        if nan is not None:
            return nan
        if self._kind or exp._kind:
            if self._kind == exp._kind:
                return _make(self._sign, 0, 0, _INFINITE)
            return _invalid(context)
        target = exp._exp
        if not context.Emin - context.prec + 1 <= target <= context.Emax:
            return _invalid(context)
        if not self._coef:
            return _finish(context, self._sign, 0, target)
        status = 0
        gap = self._exp - target
        if gap >= 0:
            if self.adjusted() > context.Emax or _digit_count(self._coef) + gap > context.prec:
                return _invalid(context)
            coef = self._coef * 10 ** gap
        else:
            coef, inexact = _drop_digits(self._coef, -gap, self._sign, rounding)
            status = _ROUNDED | (_INEXACT if inexact else 0)
        if coef and (_digit_count(coef) > context.prec or target + _digit_count(coef) - 1 > context.Emax):
            return _invalid(context)
        return _finish(context, self._sign, coef, target, status)

    def _integral(self, rounding):
        """Without decimals, nothing signalled."""
        if self._kind or self._exp >= 0:
            return self
        return _make(self._sign, _drop_digits(self._coef, -self._exp, self._sign, rounding)[0], 0)

    def to_integral_value(self, /, rounding=None, context=None):
        """Round to the nearest integer without signaling Inexact or Rounded."""
        context = _optional_context(context)
        nan = _nan_of(context, self)
        return nan if nan is not None else self._integral(rounding or context.rounding)

    to_integral = to_integral_value

    def to_integral_exact(self, /, rounding=None, context=None):
        """Round to the nearest integer, signaling Inexact or Rounded as appropriate."""
        context = _optional_context(context)
        nan = _nan_of(context, self)
        if nan is not None:
            return nan
        if self._kind or self._exp >= 0:
            return self
        coef, inexact = _drop_digits(self._coef, -self._exp, self._sign, rounding or context.rounding)
        if self._coef:
            context._signal(_ROUNDED | (_INEXACT if inexact else 0))
        return _make(self._sign, coef, 0)

    def normalize(self, /, context=None):
        """Strip the rightmost trailing zeros and convert any zero to Decimal('0')."""
        context = _optional_context(context)
        value = self._plus(context, keep_zero=True)
        if value._kind:
            return value
        if not value._coef:
            return _make(value._sign, 0, 0)
        coef, exp = value._coef, value._exp
        top = context.Emax - context.prec + 1 if context.clamp else context.Emax
        while coef % 10 == 0 and exp < top:
            coef //= 10
            exp += 1
        return _make(value._sign, coef, exp)

    # ---- the rest of the methods take a context; see _METHODS below ----

    def fma(self, /, other, third, context=None):
        """Fused multiply-add.  Return self*other+third with no rounding of the intermediate product."""
        return _fma(self, _operand(other), _operand(third), _optional_context(context))


def _total_order(a, b):
    if a._sign != b._sign:
        return -1 if a._sign else 1
    sign = -1 if a._sign else 1
    if a._kind >= _QNAN or b._kind >= _QNAN:
        key_a = (a._kind == _SNAN) + 2 * (a._kind == _QNAN), a._coef if a._kind >= _QNAN else 0
        key_b = (b._kind == _SNAN) + 2 * (b._kind == _QNAN), b._coef if b._kind >= _QNAN else 0
        return sign if key_a > key_b else -sign if key_a < key_b else 0
    order = a._order(b)
    if order or a._kind:
        return order
    gap = a._exp - b._exp
    return sign if gap > 0 else -sign if gap < 0 else 0


def _extreme(a, b, context, wanted, magnitude):
    if a._kind >= _QNAN or b._kind >= _QNAN:
        if a._kind < _QNAN and b._kind == _QNAN:
            return a._plus(context, keep_zero=True)
        if b._kind < _QNAN and a._kind == _QNAN:
            return b._plus(context, keep_zero=True)
        return _nan_of(context, a, b)
    order = a.copy_abs()._order(b.copy_abs()) if magnitude else a._order(b)
    if order == 0:
        order = _total_order(a, b)
    return (a if order * wanted >= 0 else b)._plus(context, keep_zero=True)


# ---- arithmetic: functions of Decimals and a context ----

def _add(a, b, context, negate=False):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    sign_b = b._sign ^ negate
    if a._kind or b._kind:
        if a._kind and b._kind and a._sign != sign_b:
            return _invalid(context)
        return _make(a._sign if a._kind else sign_b, 0, 0, _INFINITE)
    return _add_finite(a._sign, a._coef, a._exp, sign_b, b._coef, b._exp, context)


def _add_finite(sa, ca, ea, sb, cb, eb, context):
    exp = min(ea, eb)
    if not ca and not cb:
        sign = sa if sa == sb else int(context.rounding == ROUND_FLOOR)
        return _finish(context, sign, 0, exp)
    if not ca:
        exp = max(exp, eb - context.prec - 1)
        return _finish(context, sb, cb * 10 ** (eb - exp), exp)
    if not cb:
        exp = max(exp, ea - context.prec - 1)
        return _finish(context, sa, ca * 10 ** (ea - exp), exp)
    if ea < eb:
        sa, ca, ea, sb, cb, eb = sb, cb, eb, sa, ca, ea
    # ea >= eb: a far smaller b only matters for the direction of rounding
    limit = ea + min(-1, _digit_count(ca) - context.prec - 2)
    if _digit_count(cb) + eb - 1 < limit:
        cb, eb = 1, limit
    total = ca * 10 ** (ea - eb)
    total = (-total if sa else total) + (-cb if sb else cb)
    if not total:
        return _finish(context, int(context.rounding == ROUND_FLOOR), 0, exp)
    return _finish(context, int(total < 0), abs(total), eb)


def _subtract(a, b, context):
    return _add(a, b, context, True)


def _multiply(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        if (not a._kind and not a._coef) or (not b._kind and not b._coef):
            return _invalid(context)
        return _make(sign, 0, 0, _INFINITE)
    return _finish(context, sign, a._coef * b._coef, a._exp + b._exp)


def _fma(a, b, c, context):
    if a._kind == _SNAN or b._kind == _SNAN or (c._kind == _SNAN and a._kind != _QNAN and b._kind != _QNAN):
        return _nan_of(context, a, b, c)
    if a._kind == _QNAN or b._kind == _QNAN:
        if c._kind == _SNAN:
            return _nan_of(context, a, b, c)
        return _nan_of(context, a, b)
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        if (not a._kind and not a._coef) or (not b._kind and not b._coef):
            return _invalid(context)
        return _add(_make(sign, 0, 0, _INFINITE), c, context)
    return _add(_make(sign, a._coef * b._coef, a._exp + b._exp), c, context)


def _divide(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    sign = a._sign ^ b._sign
    if a._kind:
        return _invalid(context) if b._kind else _make(sign, 0, 0, _INFINITE)
    if b._kind:
        context._signal(_CLAMPED)
        return _make(sign, 0, context.Emin - context.prec + 1)
    if not b._coef:
        if not a._coef:
            return _invalid(context, _UNDEFINED)
        context._signal(_ZERO)
        return _make(sign, 0, 0, _INFINITE)
    ideal = a._exp - b._exp
    if not a._coef:
        return _finish(context, sign, 0, ideal)
    shift = _digit_count(b._coef) - _digit_count(a._coef) + context.prec + 1
    exp = ideal - shift
    if shift >= 0:
        coef, rest = divmod(a._coef * 10 ** shift, b._coef)
    else:
        coef, rest = divmod(a._coef, b._coef * 10 ** -shift)
    if rest:
        coef += coef % 5 == 0  # a digit that says: not exact
    else:
        while exp < ideal and coef % 10 == 0:
            coef //= 10
            exp += 1
    return _finish(context, sign, coef, exp)


def _integer_parts(a, b, context):
    """Quotient towards zero and the remainder's coefficient and exponent; None when the quotient has too many digits."""
    exp = min(a._exp, b._exp)
    if not a._coef:
        return 0, 0, exp
    if a.adjusted() - b.adjusted() > context.prec:
        return None
    if a.adjusted() < b.adjusted() - 1 and a._coef:
        return 0, None, None
    q, r = divmod(a._coef * 10 ** (a._exp - exp), b._coef * 10 ** (b._exp - exp))
    return (q, r, exp) if q < 10 ** context.prec else None


def _divmod(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan, nan
    sign = a._sign ^ b._sign
    if a._kind:
        if b._kind:
            return _invalid(context), _make(0, 0, 0, _QNAN)
        context._signal(_INVALID)
        return _make(sign, 0, 0, _INFINITE), _make(0, 0, 0, _QNAN)
    if not b._kind and not b._coef:
        if not a._coef:
            return _invalid(context, _UNDEFINED), _make(0, 0, 0, _QNAN)
        context._signal(_ZERO | _INVALID)
        return _make(sign, 0, 0, _INFINITE), _make(0, 0, 0, _QNAN)
    if b._kind:
        return _make(sign, 0, 0), a._plus(context, keep_zero=True)
    parts = _integer_parts(a, b, context)
    if parts is None:
        return _invalid(context, _IMPOSSIBLE), _make(0, 0, 0, _QNAN)
    q, r, exp = parts
    if r is None:
        return _finish(context, sign, 0, 0), _rescaled_remainder(a, b, context)
    return _finish(context, sign, q, 0), _finish(context, a._sign, r, exp)


def _rescaled_remainder(a, b, context):
    exp = max(min(a._exp, b._exp), a.adjusted() - context.prec - 1)
    if exp >= a._exp:
        return a._plus(context, keep_zero=True)
    return _finish(context, a._sign, a._coef * 10 ** (a._exp - exp), exp)


def _divide_int(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    sign = a._sign ^ b._sign
    if a._kind:
        return _invalid(context) if b._kind else _make(sign, 0, 0, _INFINITE)
    if b._kind:
        return _make(sign, 0, 0)
    if not b._coef:
        if not a._coef:
            return _invalid(context, _UNDEFINED)
        context._signal(_ZERO)
        return _make(sign, 0, 0, _INFINITE)
    parts = _integer_parts(a, b, context)
    if parts is None:
        return _invalid(context, _IMPOSSIBLE)
    return _finish(context, sign, parts[0], 0)


def _remainder(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    if a._kind:
        return _invalid(context)
    if b._kind:
        return a._plus(context, keep_zero=True)
    if not b._coef:
        return _invalid(context, _INVALID if a._coef else _UNDEFINED)
    parts = _integer_parts(a, b, context)
    if parts is None:
        return _invalid(context, _IMPOSSIBLE)
    if parts[1] is None:
        return _rescaled_remainder(a, b, context)
    return _finish(context, a._sign, parts[1], parts[2])


def _remainder_near(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    if a._kind:
        return _invalid(context)
    if b._kind:
        return a._plus(context, keep_zero=True)
    if not b._coef:
        return _invalid(context, _INVALID if a._coef else _UNDEFINED)
    exp = min(a._exp, b._exp)
    if a._coef and a.adjusted() - b.adjusted() >= context.prec + 1:
        return _invalid(context, _IMPOSSIBLE)
    if a._coef and a.adjusted() < b.adjusted() - 1:
        return _rescaled_remainder(a, b, context)
    divisor = b._coef * 10 ** (b._exp - exp)
    q, r = divmod(a._coef * 10 ** (a._exp - exp), divisor)
    sign = a._sign
    if 2 * r + (q & 1) > divisor:
        r, q = r - divisor, q + 1
    if q >= 10 ** context.prec:
        return _invalid(context, _IMPOSSIBLE)
    if r < 0:
        sign, r = 1 - sign, -r
    return _finish(context, sign, r, exp)


def _sqrt(a, context):
    nan = _nan_of(context, a)
    if nan is not None:
        return nan
    if a._kind:
        return _invalid(context) if a._sign else a
    ideal = a._exp >> 1
    if not a._coef:
        return _finish(context, a._sign, 0, ideal)
    if a._sign:
        return _invalid(context)
    coef, exp = a._coef, a._exp
    if exp & 1:
        coef *= 10
        exp -= 1
    shift = context.prec + 1 - (_digit_count(coef) + 1) // 2
    if shift >= 0:
        coef *= 100 ** shift
        exact = True
    else:
        coef, rest = divmod(coef, 100 ** -shift)
        exact = not rest
    root = _isqrt(coef)
    exact = exact and root * root == coef
    exp = exp // 2 - shift
    if exact:
        while exp < ideal and root % 10 == 0:
            root //= 10
            exp += 1
    else:
        root += root % 5 == 0
    return _round_half_even(context, 0, root, exp)


def _round_half_even(context, sign, coef, exp):
    """_finish, but rounded half to even whatever the context's rounding is."""
    saved = context.rounding
    object.__setattr__(context, 'rounding', ROUND_HALF_EVEN)
    try:
        return _finish(context, sign, coef, exp)
    finally:
        object.__setattr__(context, 'rounding', saved)


def _exp(a, context):
    nan = _nan_of(context, a)
    if nan is not None:
        return nan
    if a._kind:
        return _make(0, 0, 0) if a._sign else a
    if not a._coef:
        return _make(0, 1, 0)
    prec, adjusted = context.prec, a.adjusted()
    if adjusted > _digit_count(context.Emax + 1) + 2:
        if a._sign:
            return _round_half_even(context, 0, 1, context.Emin - prec - 2)
        return _round_half_even(context, 0, 1, context.Emax + 1)
    if adjusted < -prec - 1:  # 1 and something too small to see
        if a._sign:
            return _round_half_even(context, 0, 10 ** (prec + 2) - 1, -prec - 2)
        return _round_half_even(context, 0, 10 ** (prec + 2) + 1, -prec - 2)

    def approximate(digits):
        scale = a._exp + digits
        x = a._coef * 10 ** scale if scale >= 0 else a._coef // 10 ** -scale
        return _fixed_exp(-x if a._sign else x, digits)
    return _round_half_even(context, 0, *_decide(approximate, prec, 0, ROUND_HALF_EVEN))


def _ln_fixed_of(a):
    """ln(a) as an approximation for _decide, and its sign."""
    negative = a.adjusted() < 0
    # near 1 the result is small: more digits are needed
    delta = abs(a._coef - 10 ** -a._exp) if a._exp <= 0 and -a._exp <= _digit_count(a._coef) + 1 else None
    lost = _digit_count(a._coef) - _digit_count(delta) + 1 if delta else 2

    def approximate(digits):
        return abs(_fixed_ln(a._coef, a._exp, digits + max(lost, 0))), -digits - max(lost, 0)
    return int(negative), approximate


def _ln(a, context):
    nan = _nan_of(context, a)
    if nan is not None:
        return nan
    if a._kind == _FINITE and not a._coef:
        return _make(1, 0, 0, _INFINITE)
    if a._sign:
        return _invalid(context)
    if a._kind:
        return a
    if a._order(_ONE) == 0:
        return _make(0, 0, 0)
    sign, approximate = _ln_fixed_of(a)
    return _round_half_even(context, sign, *_decide(approximate, context.prec, sign, ROUND_HALF_EVEN))


def _log10(a, context):
    nan = _nan_of(context, a)
    if nan is not None:
        return nan
    if a._kind == _FINITE and not a._coef:
        return _make(1, 0, 0, _INFINITE)
    if a._sign:
        return _invalid(context)
    if a._kind:
        return a
    adjusted = a.adjusted()
    if a._coef == 10 ** (_digit_count(a._coef) - 1):
        return _round_half_even(context, int(adjusted < 0), abs(adjusted), 0)
    sign, natural = _ln_fixed_of(a)

    def approximate(digits):
        m, e = natural(digits + 3)
        return m * 10 ** (digits + 3) // _fixed_ln10(digits + 3), e
    return _round_half_even(context, sign, *_decide(approximate, context.prec, sign, ROUND_HALF_EVEN))


def _logb(a, context):
    nan = _nan_of(context, a)
    if nan is not None:
        return nan
    if a._kind:
        return _make(0, 0, 0, _INFINITE)
    if not a._coef:
        context._signal(_ZERO)
        return _make(1, 0, 0, _INFINITE)
    adjusted = a.adjusted()
    return _finish(context, int(adjusted < 0), abs(adjusted), 0)


def _is_integer(a):
    if a._kind:
        return False
    return a._exp >= 0 or a._coef % 10 ** min(-a._exp, _digit_count(a._coef) + 1) == 0


def _power_modulo(a, b, m, context):
    nan = _nan_of(context, a, b, m)
    if nan is not None:
        return nan
    if not (_is_integer(a) and _is_integer(b) and _is_integer(m)) or b._sign and b._coef or not m._coef:
        return _invalid(context)
    modulus = abs(m._whole())
    if m.adjusted() >= context.prec or (not a._coef and not b._coef):
        return _invalid(context)
    sign = int(a._sign and b._coef and b._whole() % 2 == 1)
    base = a._coef % modulus * pow(10, a._exp, modulus) if a._exp >= 0 else abs(a._whole())
    return _make(sign if True else 0, pow(base % modulus, b._whole(), modulus), 0)


def _power(a, b, modulo, context):
    if modulo is not None:
        return _power_modulo(a, b, modulo, context)
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    b_integer = _is_integer(b)
    b_zero = b._kind == _FINITE and not b._coef
    a_zero = a._kind == _FINITE and not a._coef
    if b_zero:
        return _invalid(context) if a_zero else _make(0, 1, 0)
    odd = b_integer and b._exp <= 0 and b._whole() % 2 == 1
    sign = int(a._sign and odd)
    if a._sign and not a_zero and not b_integer:
        if a._kind or not b._kind or True:
            if b._kind and a._kind != _FINITE:
                return _make(0, 0, 0, _INFINITE) if not b._sign else _make(0, 0, 0)
            return _invalid(context)
    if a_zero:
        return _make(sign, 0, 0, _INFINITE) if b._sign else _make(sign, 0, 0)
    if a._kind:
        return _make(sign, 0, 0) if b._sign else _make(sign, 0, 0, _INFINITE)
    one = a.copy_abs()._order(_ONE)
    if b._kind:
        if one == 0:
            context._signal(_INEXACT | _ROUNDED)
            return _make(0, 10 ** (context.prec - 1), 1 - context.prec)
        return _make(0, 0, 0) if (one > 0) == bool(b._sign) else _make(0, 0, 0, _INFINITE)
    if one == 0:
        return _power_of_one(a, b, b_integer, sign, context)
    if b_integer and b.adjusted() < 19:
        result = _power_integer(a, b, sign, context)
        if result is not None:
            return result
    return _power_real(a, b, sign, context)


def _power_of_one(a, b, b_integer, sign, context):
    """1, 1.0, 1.00 ... to a power: as many zeros as the exact result would have, or as fit."""
    if b_integer:
        if b._sign:
            context_exp = 0
        else:
            context_exp = max(a._exp * b._whole(), 1 - context.prec)
            if a._exp * b._whole() < 1 - context.prec:
                context._signal(_ROUNDED)
        return _make(sign, 10 ** -context_exp if context_exp <= 0 else 1, context_exp if context_exp <= 0 else 0)
    context._signal(_INEXACT | _ROUNDED)
    return _make(sign, 10 ** (context.prec - 1), 1 - context.prec)


def _power_integer(a, b, sign, context):
    """An exact power when it is not too long, else None."""
    n = abs(b._whole())
    coef, exp = a._coef, a._exp
    if n * _digit_count(coef) > 20000 + 10 * context.prec:
        return None
    power = coef ** n
    size = exp * n + _digit_count(power)
    if (-size if b._sign else size) < context.Emin - context.prec:  # too small: rounded half to even, to zero
        return _round_half_even(context, sign, 1, context.Emin - context.prec - 2)
    if not b._sign:
        return _finish(context, sign, power, exp * n)
    return _divide(_make(sign, 1, 0), _make(0, power, exp * n), context)


def _is_exact_power(a, b, coef, exp):
    """Whether a ** b == coef * 10**exp, for exponents with small numerator and denominator."""
    n, d = b.as_integer_ratio()
    if abs(n) > 1000 or d > 1000:
        return False
    x, y = Decimal(_make(0, a._coef, a._exp)), _make(0, coef, exp)
    xn, xd = x.as_integer_ratio()
    yn, yd = y.as_integer_ratio()
    if n < 0:
        xn, xd, n = xd, xn, -n
    return xn ** n * yd ** d == yn ** d * xd ** n


def _power_real(a, b, sign, context):
    """exp(b * ln(a))."""
    prec = context.prec
    # the size of the result, to tell overflow without computing it
    rough = _fixed_ln(a._coef, a._exp, 20) or 1
    size = _digit_count(abs(rough)) - 20 + b.adjusted()
    grows = (rough > 0) != bool(b._sign)
    if size > _digit_count(context.Emax) + 2:
        if grows:
            return _overflow(context, sign, 0)
        return _finish(context, sign, 1, context.Emin - prec - 2)

    def approximate(digits):
        p = digits + max(b.adjusted(), 0) + 5 + max(size, 0)
        x = _fixed_ln(a._coef, a._exp, p + max(-size, 0)) * b._coef
        scale = b._exp - max(-size, 0)
        x = x * 10 ** scale if scale >= 0 else x // 10 ** -scale
        return _fixed_exp(-x if b._sign else x, p)
    m, e = approximate(prec + 10)
    n = _digit_count(m)
    # exact results (4 ** 0.5) would never be certain: take what the digits say
    drop = n - prec - 4
    if drop > 0:
        unit = 10 ** drop
        q, r = divmod(m, unit)
        if r * 100 < unit or r * 100 > 99 * unit:
            q += r * 2 > unit
            near = 10 ** 4
            if q % near == 0 and _is_exact_power(a, b, q // near, e + drop + 4):
                status = _INEXACT | _ROUNDED
                return _finish(context, sign, q // near, e + drop + 4, status)
    m, e = _decide(approximate, prec, sign, context.rounding)
    return _finish(context, sign, m, e)


def _next(a, context, up):
    nan = _nan_of(context, a)
    if nan is not None:
        return nan
    largest = _make(0, 10 ** context.prec - 1, context.Emax - context.prec + 1)
    if a._kind:
        if a._sign == int(up):
            return largest.copy_negate() if a._sign else largest
        return a
    quiet = context.copy()
    quiet.clear_traps()
    quiet.rounding = ROUND_CEILING if up else ROUND_FLOOR
    fixed = a._plus(quiet, keep_zero=True)
    if fixed._order(a) != 0:
        return fixed
    return _add(a, _make(int(not up), 1, context.Emin - context.prec), quiet)


def _next_plus(a, context):
    return _next(a, context, True)


def _next_minus(a, context):
    return _next(a, context, False)


def _next_toward(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    order = a._order(b)
    if order == 0:
        return a.copy_sign(b)
    result = _next(a, context, order < 0)
    if result._kind:
        context._signal(_OVERFLOW | _INEXACT | _ROUNDED)
    elif result.adjusted() < context.Emin or not result._coef:
        context._signal(_UNDERFLOW | _SUBNORMAL | _INEXACT | _ROUNDED | (0 if result._coef else _CLAMPED))
    return result


def _scaleb(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    if b._kind or b._exp != 0 or abs(b._whole()) > 2 * (context.Emax + context.prec):
        return _invalid(context)
    if a._kind:
        return a
    return _finish(context, a._sign, a._coef, a._exp + b._whole())


def _shift_digits(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    if b._kind or b._exp != 0 or abs(b._whole()) > context.prec:
        return _invalid(context)
    if a._kind:
        return a
    n = b._whole()
    room = 10 ** context.prec
    coef = a._coef % room // 10 ** -n if n < 0 else a._coef * 10 ** n % room
    return _make(a._sign, coef, a._exp)


def _rotate_digits(a, b, context):
    nan = _nan_of(context, a, b)
    if nan is not None:
        return nan
    if b._kind or b._exp != 0 or abs(b._whole()) > context.prec:
        return _invalid(context)
    if a._kind:
        return a
    prec = context.prec
    n = b._whole() % prec
    high, low = divmod(a._coef % 10 ** prec, 10 ** (prec - n))
    return _make(a._sign, low * 10 ** n + high, a._exp)


def _logical_digits(a):
    """The coefficient as text of zeros and ones, or None."""
    if a._kind or a._sign or a._exp:
        return None
    text = _int_to_text(a._coef)
    return text if not text.strip('01') else None


def _logical(a, b, context, op):
    x, y = _logical_digits(a), _logical_digits(b)
    if x is None or y is None:
        return _invalid(context)
    bits = op(int(x, 2), int(y, 2))
    return _make(0, _text_to_int(bin(bits)[2:][-context.prec:]), 0)


def _logical_and(a, b, context):
    return _logical(a, b, context, _operator.and_)


def _logical_or(a, b, context):
    return _logical(a, b, context, _operator.or_)


def _logical_xor(a, b, context):
    return _logical(a, b, context, _operator.xor)


def _logical_invert(a, context):
    return _logical(a, _make(0, (10 ** context.prec - 1) // 9, 0), context, _operator.xor)


# ---- methods of Context that make numbers ----

def _context_create_decimal(self, num='0', /):
    """Create a new Decimal instance from num, using self as the context: the result is rounded."""
    return Decimal(num, self)._plus(self, keep_zero=True)


def _context_create_decimal_from_float(self, f, /):
    """Create a new Decimal instance from float f, rounded."""
    return Decimal.from_float(f)._plus(self, keep_zero=True)


def _context_apply(self, a, /):
    return _operand(a)._plus(self, keep_zero=True)


def _context_copy_decimal(self, x, /):
    """Return a copy of Decimal x."""
    return Decimal(x)


def _context_power(self, a, b, modulo=None):
    """Compute a**b, modulo an integer if given."""
    return _power(_operand(a), _operand(b), modulo if modulo is None else _operand(modulo), self)


def _context_radix(self):
    """Return 10."""
    return Decimal(10)


def _context_to_sci_string(self, x, /):
    """Convert a number to a string using scientific notation."""
    return _operand(x)._text(False, self.capitals)


def _context_to_eng_string(self, x, /):
    """Convert a number to a string, using engineering notation."""
    return _operand(x)._text(True, self.capitals)


# ---- methods and operators from the functions above: one row each ----

_METHODS = {
    'sqrt': (_sqrt, 1, 'Return the square root of the argument to full precision. The result is\ncorrectly rounded using the ROUND_HALF_EVEN rounding mode.\n'),
    'exp': (_exp, 1, 'Return the value of the (natural) exponential function e**x at the given\nnumber. The function always uses the ROUND_HALF_EVEN mode and the result\nis correctly rounded.\n'),
    'ln': (_ln, 1, 'Return the natural (base e) logarithm of the operand. The function always\nuses the ROUND_HALF_EVEN mode and the result is correctly rounded.\n'),
    'log10': (_log10, 1, 'Return the base ten logarithm of the operand. The function always uses the\nROUND_HALF_EVEN mode and the result is correctly rounded.\n'),
    'logb': (_logb, 1, 'For a non-zero number, return the adjusted exponent of the operand as a\nDecimal instance.'),
    'next_plus': (_next_plus, 1, 'Return the smallest number representable in the given context (or in the\ncurrent default context if no context is given) that is larger than the\ngiven operand.\n'),
    'next_minus': (_next_minus, 1, 'Return the largest number representable in the given context (or in the\ncurrent default context if no context is given) that is smaller than the\ngiven operand.\n'),
    'logical_invert': (_logical_invert, 1, 'Return the digit-wise inversion of the (logical) operand.\n'),
    'next_toward': (_next_toward, 2, 'The number nearest to the first operand in the direction of the second.'),
    'remainder_near': (_remainder_near, 2, 'Return the remainder from dividing self by other, the one of least magnitude.'),
    'scaleb': (_scaleb, 2, 'Return the first operand with the exponent adjusted the second.'),
    'shift': (_shift_digits, 2, 'The digits of the first operand moved by the second, within the precision.'),
    'rotate': (_rotate_digits, 2, 'The digits of the first operand rotated by the second, within the precision.'),
    'logical_and': (_logical_and, 2, "Return the digit-wise 'and' of the two (logical) operands.\n"),
    'logical_or': (_logical_or, 2, "Return the digit-wise 'or' of the two (logical) operands.\n"),
    'logical_xor': (_logical_xor, 2, "Return the digit-wise 'exclusive or' of the two (logical) operands.\n"),
}

_OPERATORS = {'add': _add, 'sub': _subtract, 'mul': _multiply, 'truediv': _divide, 'floordiv': _divide_int,
              'mod': _remainder, 'divmod': _divmod}

# Methods of Context alone, under the names of the specification.
_CONTEXT_ONLY = {'add': (_add, 2), 'subtract': (_subtract, 2), 'multiply': (_multiply, 2), 'divide': (_divide, 2),
                 'divide_int': (_divide_int, 2), 'divmod': (_divmod, 2), 'remainder': (_remainder, 2), 'fma': (_fma, 3),
                 'plus': (lambda a, context: a._plus(context), 1),
                 'minus': (lambda a, context: a._plus(context, sign=1 - a._sign), 1),
                 'abs': (lambda a, context: a._plus(context, sign=0), 1)}


def _install():
    def named(function, name, doc, owner):
        function.__name__ = name
        function.__qualname__ = owner + '.' + name
        function.__doc__ = doc
        return function

    def unary(operation):
        def method(self, /, context=None):
            return operation(self, _optional_context(context))
        return method

    def binary(operation):
        def method(self, /, other, context=None):
            return operation(self, _operand(other), _optional_context(context))
        return method

    def in_context(operation, count):
        if count == 1:
            return lambda self, x, /: operation(_operand(x), self)
        if count == 2:
            return lambda self, x, y, /: operation(_operand(x), _operand(y), self)
        return lambda self, x, y, z, /: operation(_operand(x), _operand(y), _operand(z), self)

    def through_decimal(name):
        def method(self, x, /, *rest):
            x = _operand(x)
            if name in ('is_normal', 'is_subnormal', 'number_class') or name not in _CONTEXT_FREE:
                return getattr(x, name)(*rest, context=self)
            return getattr(x, name)(*rest)
        return method

    def forward(operation):
        def method(self, other):
            if isinstance(other, Decimal):
                return operation(self, other, _current[0])
            if isinstance(other, int):
                return operation(self, Decimal(other), _current[0])
            return NotImplemented
        return method

    def reverse(operation):
        def method(self, other):
            if isinstance(other, int):
                return operation(Decimal(other), self, _current[0])
            return NotImplemented
        return method

    for name, (operation, count, doc) in _METHODS.items():
        setattr(Decimal, name, named((unary if count == 1 else binary)(operation), name, doc, 'Decimal'))
        setattr(Context, name, named(in_context(operation, count), name, doc, 'Context'))
    for name, (operation, count) in _CONTEXT_ONLY.items():
        setattr(Context, name, named(in_context(operation, count), name, None, 'Context'))
    for name in _SHARED:
        setattr(Context, name, named(through_decimal(name), name, getattr(Decimal, name).__doc__, 'Context'))
    for name, operation in _OPERATORS.items():
        setattr(Decimal, f'__{name}__', named(forward(operation), f'__{name}__', None, 'Decimal'))
        setattr(Decimal, f'__r{name}__', named(reverse(operation), f'__r{name}__', None, 'Decimal'))

    for function in _CONTEXT_NUMBERS:
        name = function.__name__.removeprefix('_context_')
        name = '_apply' if name == 'apply' else name
        setattr(Context, name, named(function, name, function.__doc__, 'Context'))

    def power(self, other, modulo=None):
        if not isinstance(other, (Decimal, int)) or not (modulo is None or isinstance(modulo, (Decimal, int))):
            return NotImplemented
        return _power(self, _operand(other), modulo if modulo is None else _operand(modulo), _current[0])

    def reverse_power(self, other, modulo=None):
        if not isinstance(other, int):
            return NotImplemented
        return _power(Decimal(other), self, modulo if modulo is None else _operand(modulo), _current[0])
    Decimal.__pow__ = named(power, '__pow__', None, 'Decimal')
    Decimal.__rpow__ = named(reverse_power, '__rpow__', None, 'Decimal')


_CONTEXT_NUMBERS = (_context_create_decimal, _context_create_decimal_from_float, _context_apply, _context_copy_decimal, _context_power, _context_radix, _context_to_sci_string, _context_to_eng_string)
_CONTEXT_FREE = ('canonical', 'copy_abs', 'copy_negate', 'is_canonical', 'is_finite', 'is_infinite', 'is_nan', 'is_qnan',
                 'is_signed', 'is_snan', 'is_zero')
_SHARED = _CONTEXT_FREE + (
    'compare', 'compare_signal', 'compare_total', 'compare_total_mag', 'copy_sign', 'is_normal', 'is_subnormal', 'max',
    'max_mag', 'min', 'min_mag', 'normalize', 'number_class', 'quantize', 'same_quantum', 'to_integral',
    'to_integral_exact', 'to_integral_value')
_install()
_numbers.Number.register(Decimal)
_native.builtin_class(Decimal, basicsize=104, collected=False, base=True, nameless=True)
_native.builtin_class(Context, basicsize=96, collected=False, base=True, nameless=True,
                      computed=('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp'))
_ONE = _make(0, 1, 0)
# What the module in C holds: a copy of its namespace, the contexts that others are copied from, the signals.
_native.keep({name: value for name, value in globals().items() if name[0] != '_' or name[:2] == '__'},
             DefaultContext, BasicContext, ExtendedContext, *_SIGNALS)
