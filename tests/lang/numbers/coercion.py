# Own number types: forward, reflected and in-place methods, NotImplemented.
class N:
    def __init__(self, v, log=True): self.v = v
    def _op(name):
        def op(self, other):
            print(name, end=" ")
            if isinstance(other, str): return NotImplemented
            return (name, self.v, getattr(other, "v", other))
        return op
    for _n in "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul divmod".split():
        locals()["__%s__" % _n] = _op(_n)
        locals()["__r%s__" % _n] = _op("r" + _n)
a, b = N(1), N(2)
print(a + b, a - 5, 5 - a, a * 2, 2.5 / a, a // b, 7 % a, a ** 2, 2 ** a, a << 1, 1 >> a, a & 1, 1 | a, a ^ b, a @ b, divmod(a, 3), divmod(3, a))
for f in (lambda: a + "x", lambda: "x" - a, lambda: a ** "x", lambda: a @ "s", lambda: divmod(a, "x"), lambda: object() + object(), lambda: object() < object(), lambda: -object(), lambda: N(1) < N(2), lambda: abs(a), lambda: ~a, lambda: int(a), lambda: a[0], lambda: len(a), lambda: a(), lambda: round(a)):
    try:
        print(f())
    except TypeError as e:
        print(e)
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
class Derived(Base):
    def __radd__(self, o): return "Derived.radd"
class Derived2(Base): pass
print(Base() + Base(), Base() + Derived(), Derived() + Base(), Base() + Derived2(), 1 + Base(), Base() + 1)
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return "round", n
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __index__(self): return 2
    def __divmod__(self, o): return "divmod"
    def __pow__(self, e, m=None): return "pow", e, m
u = U()
import math
print(-u, +u, ~u, abs(u), round(u), round(u, 1), math.trunc(u), math.floor(u), math.ceil(u), [10, 20, 30][u], divmod(u, 1), u ** 2, pow(u, 2, 3), range(5)[u], "abc"[u], hex(u))
class I:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "fell back"
i = I(); i += 1; print(i)
class OnlyLt:
    def __lt__(self, o): return True
print(OnlyLt() < 5, 5 > OnlyLt(), sorted([OnlyLt(), OnlyLt()]) is not None)
try:
    5 < OnlyLt()
except TypeError as e:
    print(e)
