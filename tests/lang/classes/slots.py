# __slots__.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2); print(p.x, p.y, P.__slots__, hasattr(p, "__dict__"), type(P.x).__name__, repr(P.x))
p.x = 9; del p.y; print(p.x, hasattr(p, "y"))
for f in (lambda: p.y, lambda: setattr(p, "z", 1), lambda: p.z, lambda: delattr(p, "y"), lambda: p.__dict__, lambda: P.x.__get__(5), lambda: vars(p)):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
class Q(P): pass
q = Q(1, 2); q.z = 3; print(q.z, q.__dict__, q.x)
class R(P):
    __slots__ = "only"
r = R(1, 2); r.only = 5; print(r.only, r.x, R.__slots__)
try:
    r.more = 1
except AttributeError as e:
    print(e)
class WithDict:
    __slots__ = ["a", "__dict__"]
w = WithDict(); w.a = 1; w.b = 2; print(w.a, w.b, w.__dict__)
class WithWeak:
    __slots__ = ("__weakref__",)
import weakref
print(weakref.ref(WithWeak()) is not None)
try:
    weakref.ref(p)
except TypeError as e:
    print(e)
for body in ({"__slots__": ("x",), "x": 1}, {"__slots__": ("1a",)}, {"__slots__": (5,)}, {"__slots__": ("a", "a")}, {"__slots__": ("__dict__", "__dict__")}):
    try:
        t = type("T", (), body)
        print("ok", sorted(n for n in t.__dict__ if len(n) < 3))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    class Multi(P, R): pass
except TypeError as e:
    print(e)
class S1:
    __slots__ = ("a",)
class S2:
    __slots__ = ("b",)
try:
    class S3(S1, S2): pass
except TypeError as e:
    print(e)
try:
    class BadInt(int): __slots__ = ("a",)
except TypeError as e:
    print(e)
class Mangled:
    __slots__ = ("__priv",)
    def __init__(self): self.__priv = 1
print([n for n in dir(Mangled) if "priv" in n], Mangled()._Mangled__priv)
class EmptySlots:
    __slots__ = ()
try:
    EmptySlots().x = 1
except AttributeError as e:
    print(e)
import sys
class N: pass
print(sys.getsizeof(p), sys.getsizeof(r), sys.getsizeof(EmptySlots()), sys.getsizeof(N()), sys.getsizeof(w))
class DictSlots:
    __slots__ = {"a": "doc of a", "b": "doc of b"}
print(DictSlots.a.__doc__)
try:
    r.__class__ = P
except TypeError as e:
    print(e)
