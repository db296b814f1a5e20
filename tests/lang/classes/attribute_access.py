# __getattr__, __getattribute__, __setattr__, __delattr__, lookup order.
class G:
    cls = "class attr"
    def __init__(self): self.here = 1
    def __getattr__(self, n): print("getattr", n, end="; "); return n.upper()
g = G(); print(g.here, g.cls, g.missing, hasattr(g, "anything"), getattr(g, "zz", "unused"))
class GA:
    def __init__(self): self.x = 1
    def __getattribute__(self, n):
        print("getattribute", n, end="; ")
        return object.__getattribute__(self, n)
    def __getattr__(self, n): return "fallback " + n
    def m(self): return self.x
ga = GA(); print(ga.x, ga.m(), ga.nope)
class S:
    def __setattr__(self, n, v): print("set", n, v); super().__setattr__(n, v * 2)
    def __delattr__(self, n): print("del", n); object.__delattr__(self, n)
s = S(); s.a = 5; print(s.a, s.__dict__); del s.a; setattr(s, "b", 1); delattr(s, "b")
class Data:
    def __get__(self, o, t): return "data descriptor"
    def __set__(self, o, v): print("data set", v)
class NonData:
    def __get__(self, o, t): return "non-data descriptor"
class K:
    d = Data(); n = NonData(); c = "class"
    def meth(self): return "method"
k = K(); k.__dict__.update(d="inst d", n="inst n", c="inst c", meth="inst meth")
print(k.d, k.n, k.c, k.meth, K.d, K.n); k.d = 7; k.n = 8; print(k.__dict__)
class Raises:
    @property
    def p(self): raise AttributeError("inside property")
    def __getattr__(self, n): return "getattr got " + n
print(Raises().p)
class Raises2:
    @property
    def p(self): return self.nothing_like_this
try:
    Raises2().p
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
class M(type):
    def __getattr__(cls, n): return "meta " + n
    prop = property(lambda cls: "meta property of " + cls.__name__)
class WithMeta(metaclass=M): pass
print(WithMeta.foo, WithMeta.prop)
try:
    WithMeta().foo
except AttributeError as e:
    print(e)
class Slotless: pass
for f in (lambda: getattr(5, 5), lambda: setattr(k, 5, 1), lambda: getattr(k), lambda: hasattr(k, 5), lambda: getattr(k, "zz"), lambda: delattr(k, "zz"), lambda: vars(5), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: object.__getattribute__(k, "zz")):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class Err:
    def __getattr__(self, n): raise RuntimeError("boom " + n)
try:
    hasattr(Err(), "x")
except RuntimeError as e:
    print("not hidden:", e)
print(getattr(k, "c"), getattr(K, "c"), k.__dict__ is vars(k), K.__dict__["c"], type(K.__dict__).__name__)
class Private:
    def __init__(self): self.__secret = 1; self.__dunder__ = 2; self._one = 3
    def get(self): return self.__secret
    def __hidden(self): return "hidden"
p = Private(); print(sorted(p.__dict__), p.get(), p._Private__secret, p._Private__hidden())
class __Under:
    def f(self): return [n for n in (lambda: 0).__code__.co_varnames]
    __x = 5
print(__Under._Under__x)
