# Subclasses of numbers, conversions through dunders, methods called through the type, error texts.
import sys
class I(int):
    pass
class F(float): pass
class C(complex): pass
for v in (0, 5, -7, 2**31, 2**62, 2**63, -2**63, 2**64, 2**90, 2**100, 2**130, 2**200, -2**500):
    x = I(v)
    x.a = v; x.b = 'text'
    print(x, x == v, x.a == v, x.b, type(x + 1), type(-x), type(+x), type(x.real), x + 0 == v, hash(x) == hash(v), sys.getsizeof(x), x.__dict__ == {'a': v, 'b': 'text'}, repr(x), int(x) == v, type(int(x)), type(abs(x)), type(x.__index__()), x.bit_length())
    y = I(x); print(type(y), y == x, y is x, hasattr(y, 'a'))
    del x.a
    print(x.__dict__)
f = F(2.5); f.z = 1; print(f, f.z, type(f + 1), type(+f), sys.getsizeof(f), type(F.fromhex('0x1p3')), F('1.5'), float(f), type(float(f)), type(f.real), type(f.conjugate()))
c = C(1, 2); c.q = 3; print(c, c.q, type(c + 1), type(+c), type(complex(c)), sys.getsizeof(c))
print(type(I.from_bytes(b'12', 'big')), I('12', 16), I(), F(), C())
try:
    class B(bool): pass
except TypeError as e: print(e)
class J(int):
    __slots__ = ()
    def __new__(cls, x): return super().__new__(cls, x * 2)
    def __repr__(self): return f'J({int(self)})'
print(J(4), [J(5)], J(2**70) == 2**71)
class K(int):
    def __add__(self, o): return 'add'
    def __radd__(self, o): return 'radd'
    def __eq__(self, o): return 'eq'
    __hash__ = int.__hash__
    def __index__(self): return 3
    def __int__(self): return 9
    def __float__(self): return 1.25
k = K(7)
print(k + 1, 1 + k, k == 1, 1 == k, int(k), float(k), range(k), '%d' % k, '%x' % k, format(k), f'{k:5}', round(k), divmod(k, 4), pow(k, 2), k << 1)
class IX:
    def __index__(self): return 5
print(int(IX()), float(IX()), complex(IX()), hex(IX()), [1,2,3,4,5,6][IX()], range(IX()), 'a' * IX(), round(2.12345678, IX()), (300).to_bytes(IX(), 'big'), 1 << 3)
class BI:
    def __int__(self): return 'x'
    def __float__(self): return 1
    def __complex__(self): return 1.0
    def __index__(self): return 1.5
for g in (int, float, complex, hex, lambda x: [1][x], lambda x: 'a' * x):
    try: print(g(BI()))
    except TypeError as e: print(e)
class TR:
    def __trunc__(self): return 4
    def __floor__(self): return 'fl'
    def __ceil__(self): return 'ce'
    def __round__(self, n=None): return ('ro', n)
import math
print(math.trunc(TR()), math.floor(TR()), math.ceil(TR()), round(TR()), round(TR(), 3))
print(True + True, True & False, True | 2, ~True, -True, True ^ True, True ^ 3, type(True & True), type(True & 1), True / 2, True == 1, hash(True), True < 2, str(True), repr(False), f'{True:d}', f'{True}', f'{True:>6}', int(True), float(True), bool([]), bool('a'), bool(0.0), bool(0j))
print(bool.__mro__, True.real, True.imag, True.numerator, True.bit_length(), True.conjugate(), type(True.real))
try: bool(1, 2)
except TypeError as e: print(e)
try: bool(x=1)
except TypeError as e: print(e)
print(int.__doc__[:40], float.__doc__[:30], complex.__doc__[:30], bool.__doc__[:20])
print([n for n in dir(int) if n not in dir(object)])
print([n for n in dir(float) if n not in dir(object)])
print([n for n in dir(complex) if n not in dir(object)])
print(int.__add__(1, 2), int.__add__(1, 2.0), float.__add__(1.0, 2), int.__rsub__(1, 5), (5).__divmod__(3), (5).__rdivmod__(3), (2).__pow__(3), (2).__pow__(3, 5), (2).__rpow__(3), float.__pow__(2.0, 3), (1.5).__lt__(2), (1).__eq__(1.0), (1.0).__eq__(1), int.__bool__(0))
for e in ['int.__add__(1)', 'int.__add__(1.0, 1)', '(1).__add__()', 'int.bit_length()', 'int.bit_length(1.0)', '(1).bit_length(2)', '(1).to_bytes(1,2,3,4)', '(1).to_bytes(x=1)', 'float.is_integer(1)', '(1.0).hex(1)', 'float.fromhex()', 'float.fromhex(1)', 'complex(1,2,3)', 'complex(x=1)', '(1j).conjugate(1)', 'int.from_bytes()', '1 + "a"', '1.0 + "a"', '1j + "a"', '"a" + 1', '1 < "a"', '1.0 < 1j', '[] * 1.0', '1 // "a"', '-"a"', '~1.5', '1 << 1.0', '1 & 1.0', 'int("1", "2")', 'float("1", 2)', 'round(1, 2, 3)', 'round("a")', 'abs("a")', 'divmod(1)', 'divmod(1, "a")', 'pow(1)', 'pow(1, 2, 3, 4)', 'pow("a", 2)', 'hex(1.5)', 'bin("a")', 'oct(None)', 'chr(1.5)', 'float.__new__(int)', 'int.__new__(float)', 'int.__new__()', 'bool.__new__(int)', '(1).x', '(1).real.y', 'sum([1, "a"])', 'int.numerator', '(1).__format__(2)', '(1).__round__(1.5)']:
    try: print(e, '->', eval(e))
    except Exception as x: print(e, '->', type(x).__name__, x)
try: (5).x = 1
except AttributeError as e: print(e)
try: (5).real = 1
except AttributeError as e: print(e)
try: int.x = 1
except TypeError as e: print(e)
