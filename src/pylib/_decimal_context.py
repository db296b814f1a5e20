"""Contexts of decimal: what rounds, what overflows, what is signalled. The numbers are in decimal.py."""

import _native
from abc import ABCMeta
from collections.abc import MutableMapping
from _native import instance as _instance
from _decimal_math import (
    ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)

MAX_PREC = 999999999999999999
MAX_EMAX = MAX_PREC + 0  # an int of its own
MIN_EMIN = -999999999999999999
MIN_ETINY = -1999999999999999997
_ROUNDINGS = (ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,
              ROUND_05UP)


# ---- signals ----

class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


# One bit each in a status word. Conditions of InvalidOperation have bits of their own, for the message.
_CLAMPED, _CONVERSION, _ZERO, _IMPOSSIBLE, _UNDEFINED, _INEXACT, _CONTEXT, _INVALID = 1, 2, 4, 8, 16, 64, 128, 256
_FLOAT, _OVERFLOW, _ROUNDED, _SUBNORMAL, _UNDERFLOW = 0x400, 0x800, 0x1000, 0x2000, 0x4000
_ANY_INVALID = _CONVERSION | _IMPOSSIBLE | _UNDEFINED | _CONTEXT | _INVALID
_SIGNALS = {InvalidOperation: _ANY_INVALID, FloatOperation: _FLOAT, DivisionByZero: _ZERO, Overflow: _OVERFLOW,
            Underflow: _UNDERFLOW, Subnormal: _SUBNORMAL, Inexact: _INEXACT, Rounded: _ROUNDED, Clamped: _CLAMPED}
_CONDITIONS = {InvalidOperation: _INVALID, ConversionSyntax: _CONVERSION, DivisionImpossible: _IMPOSSIBLE,
               DivisionUndefined: _UNDEFINED, InvalidContext: _CONTEXT}


def _bits_of(signals):
    bits = 0
    for s in signals:
        if s not in _SIGNALS:
            raise TypeError('valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n'
                            '   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]')
        bits |= _SIGNALS[s]
    return bits


def _signal_names(status):
    """The names of the signals in a status word, in the order of their bits."""
    names = []
    bit = 1
    while bit <= status:
        for s, bits in _SIGNALS.items():
            if status & bit & bits and s.__name__ not in names:
                names.append(s.__name__)
        bit <<= 1
    return ', '.join(names)


class SignalDictMixin:
    """The flags or the traps of a context, as a mapping from signals to bool."""

    __slots__ = ('_bits',)

    def __new__(cls, bits):
        return _instance(cls, bits)

    def __getitem__(self, key):
        if key not in _SIGNALS:
            raise KeyError('invalid error flag')
        return bool(self._bits & _SIGNALS[key])

    def __setitem__(self, key, value):
        if key not in _SIGNALS:
            raise KeyError('invalid error flag')
        bits = self._bits & ~_SIGNALS[key]
        self._bits = bits | (_SIGNALS[key] if value else 0)

    def __delitem__(self, key):
        raise ValueError('signal keys cannot be deleted')

    def __iter__(self):
        return iter(_SIGNALS)

    def __len__(self):
        return len(_SIGNALS)

    def __contains__(self, key):
        return key in _SIGNALS

    def keys(self):
        return _SIGNALS.keys()

    def values(self):
        return [self[k] for k in _SIGNALS]

    def items(self):
        return [(k, self[k]) for k in _SIGNALS]

    def get(self, key, default=None):
        return self[key] if key in _SIGNALS else default

    def copy(self):
        return dict(self.items())

    def __eq__(self, other):
        if isinstance(other, SignalDict):
            return self.items() == other.items()
        if isinstance(other, dict):
            return self.copy() == other
        return NotImplemented

    def __repr__(self):
        return '{%s}' % ', '.join('%r:%r' % item for item in self.items())


SignalDictMixin.__module__ = 'decimal'
_native.builtin_class(SignalDictMixin, basicsize=24, collected=False, base=True)
SignalDict = ABCMeta('SignalDict', (SignalDictMixin, MutableMapping), {'__module__': 'abc'})


# ---- contexts ----

def _checked_int(value, low, high, text):
    if not isinstance(value, int):
        raise TypeError('an integer is required')
    if not low <= value <= high:
        raise ValueError(text)
    return value


class Context:
    """The context affects almost all operations and controls rounding, Over/Underflow, raising of exceptions and much
more.  A new context can be initialized as follows:

    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,
    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,
    ...             traps=[InvalidOperation, DivisionByZero, Overflow],
    ...             flags=[])
    >>>

"""

    __slots__ = ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', '_flags', '_traps')

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None, **unknown):
        for name in unknown:
            raise TypeError("'%s' is an invalid keyword argument for this function" % name)
        base = _default
        self.prec = base.prec if prec is None else prec
        self.rounding = base.rounding if rounding is None else rounding
        self.Emin = base.Emin if Emin is None else Emin
        self.Emax = base.Emax if Emax is None else Emax
        self.capitals = base.capitals if capitals is None else capitals
        self.clamp = base.clamp if clamp is None else clamp
        self.traps = base.traps if traps is None else traps
        self.flags = [] if flags is None else flags

    def __setattr__(self, name, value):
        if name == 'prec':
            _checked_int(value, 1, MAX_PREC, 'valid range for prec is [1, MAX_PREC]')
        elif name == 'Emin':
            _checked_int(value, MIN_EMIN, 0, 'valid range for Emin is [MIN_EMIN, 0]')
        elif name == 'Emax':
            _checked_int(value, 0, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]')
        elif name == 'capitals':
            _checked_int(value, 0, 1, 'valid values for capitals are [0, 1]')
        elif name == 'clamp':
            _checked_int(value, 0, 1, 'valid values for clamp are [0, 1]')
        elif name == 'rounding':
            if value not in _ROUNDINGS:
                raise TypeError('valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n'
                                '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]')
        elif name in ('flags', 'traps'):
            if isinstance(value, (SignalDict, dict)):
                if set(value.keys()) != set(_SIGNALS):
                    raise KeyError('invalid error flag')
                value = _bits_of(k for k, v in value.items() if v)
            elif isinstance(value, list):
                value = _bits_of(value)
            elif not isinstance(value, int):
                raise TypeError('argument must be a signal dict')
            name = '_' + name
            try:
                getattr(self, name)._bits = value
            except AttributeError:
                object.__setattr__(self, name, SignalDict(value))
            return
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        raise AttributeError('context attributes cannot be deleted')

    @property
    def flags(self):
        return self._flags

    @property
    def traps(self):
        return self._traps

    def __repr__(self):
        return ('Context(prec=%d, rounding=%s, Emin=%d, Emax=%d, capitals=%d, clamp=%d, flags=[%s], traps=[%s])' % (
            self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
            _signal_names(self._flags._bits), _signal_names(self._traps._bits)))

    def copy(self):
        """Return a duplicate of the context with all flags cleared."""
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, self._flags._bits,
                       self._traps._bits)

    __copy__ = copy

    def __reduce__(self):
        return (Context, (self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                          [s for s in _SIGNALS if self.flags[s]], [s for s in _SIGNALS if self.traps[s]]))

    def clear_flags(self):
        """Reset all flags to False."""
        self._flags._bits = 0

    def clear_traps(self):
        """Set all traps to False."""
        self._traps._bits = 0

    def Etiny(self):
        """Return a value equal to Emin - prec + 1: the least exponent of a subnormal result."""
        return self.Emin - self.prec + 1

    def Etop(self):
        """Return a value equal to Emax - prec + 1: the greatest exponent when the context is clamped."""
        return self.Emax - self.prec + 1

    def _signal(self, status):
        """Sets the flags of what happened; raises for what is trapped."""
        self._flags._bits |= status
        trapped = status & self._traps._bits
        if trapped:
            for signal, bits in _SIGNALS.items():
                if trapped & bits:
                    break
            names = [c for c, bit in _CONDITIONS.items() if trapped & bit]
            names += [s for s, bits in _SIGNALS.items() if s is not InvalidOperation and trapped & bits]
            raise signal(names)


def getcontext():
    """Get the current default context."""
    return current[0]


def setcontext(context, /):
    """Set a new default context."""
    if not isinstance(context, Context):
        raise TypeError('argument must be a context')
    if context is DefaultContext or context is BasicContext or context is ExtendedContext:
        context = context.copy()
        context.clear_flags()
    current[0] = context


class ContextManager:
    __slots__ = ('_new', '_saved')

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._new)
        return self._new

    def __exit__(self, *exc):
        setcontext(self._saved)
        return None


def localcontext(ctx=None, **kwargs):
    """localcontext($module, /, ctx=None, **kwargs)
--

Return a context manager that will set the default context to a copy of ctx
on entry to the with-statement and restore the previous default context when
exiting the with-statement. If no context is supplied, a copy of the current
default context is used."""
    if ctx is None:
        ctx = getcontext()
    elif not isinstance(ctx, Context):
        raise TypeError('optional argument must be a context')
    ctx = ctx.copy()
    for name, value in kwargs.items():
        if name not in ('prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'):
            raise TypeError("'%s' is an invalid keyword argument for this function" % name)
        setattr(ctx, name, value)
    return _instance(ContextManager, ctx)


def optional_context(context):
    if context is None:
        return current[0]
    if not isinstance(context, Context):
        raise TypeError('optional argument must be a context')
    return context


class _Defaults:
    prec, rounding, Emin, Emax, capitals, clamp = 28, ROUND_HALF_EVEN, -999999, 999999, 1, 0
    traps = [InvalidOperation, DivisionByZero, Overflow]


_default = _Defaults
DefaultContext = Context()
_default = DefaultContext
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP, flags=[],
                       traps=[DivisionByZero, Overflow, InvalidOperation, Clamped, Underflow])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, flags=[], traps=[])
current = [DefaultContext.copy()]
for _c in (DecimalException, Clamped, InvalidOperation, ConversionSyntax, DivisionImpossible, DivisionUndefined,
           InvalidContext, DivisionByZero, Inexact, Rounded, Subnormal, Overflow, Underflow, FloatOperation, Context,
           ContextManager):
    _c.__module__ = 'decimal'
for _c in (getcontext, setcontext, localcontext):
    _c.__module__ = 'decimal'
del _c
_native.builtin_class(ContextManager, collected=False)
getcontext, setcontext, localcontext = map(_native.builtin_function, (getcontext, setcontext, localcontext))
