# Descriptors, properties, class methods, static methods, __set_name__.
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = "_" + name
    def __get__(self, o, t=None):
        if o is None: return self
        return getattr(o, self.name, "unset")
    def __set__(self, o, v):
        if not isinstance(v, self.kind): raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(o, self.name, v)
    def __delete__(self, o): print("delete"); delattr(o, self.name)
class P:
    age = Typed(int)
    name = Typed(str)
p = P(); print(p.age); p.age = 5; print(p.age, p.__dict__); del p.age; print(p.age, type(P.age).__name__)
try:
    p.name = 5
except TypeError as e:
    print(e)
class Temp:
    def __init__(self, c): self._c = c
    @property
    def celsius(self): "The doc"; return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273: raise ValueError("too cold")
        self._c = v
    @celsius.deleter
    def celsius(self): print("deleted"); self._c = 0
    @property
    def ro(self): return "read only"
    f = property(lambda self: self._c * 9 / 5 + 32, doc="fahrenheit")
t = Temp(10); t.celsius = 20; print(t.celsius, t.f, Temp.celsius.__doc__, Temp.f.__doc__, type(Temp.celsius).__name__, Temp.celsius.fget(t), Temp.ro.fset)
del t.celsius; print(t.celsius)
for f in (lambda: setattr(t, "ro", 1), lambda: delattr(t, "ro"), lambda: setattr(t, "celsius", -300), lambda: property(1, 2, 3, 4, 5), lambda: setattr(t, "f", 1), lambda: property().__get__(t), lambda: Temp.ro.__set__(t, 1)):
    try:
        f()
        print("fine")
    except (AttributeError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
class C:
    @classmethod
    def cm(cls, x=0): return cls.__name__, x
    @staticmethod
    def sm(x): return x
    raw = staticmethod(len)
    def inst(self): return self
class D(C): pass
print(C.cm(), C().cm(1), D.cm(), C.sm(2), C().sm(3), C.raw("abc"), C.__dict__["cm"].__func__.__name__, C.__dict__["sm"].__wrapped__.__name__, type(C.__dict__["cm"]).__name__, C.cm.__self__ is C, D.cm.__self__ is D)
sm = staticmethod(lambda: "callable static"); print(sm(), C.__dict__["sm"](9))
f = C.inst; print(f.__get__(5)(), type(f.__get__(5)).__name__, f.__get__(None, C) is f, (lambda s: s).__get__("bound")())
class Lazy:
    def __init__(self, fn): self.fn = fn
    def __get__(self, o, t):
        print("computing", end=" ")
        v = o.__dict__[self.fn.__name__] = self.fn(o)
        return v
class L:
    @Lazy
    def val(self): return 99
l = L(); print(l.val, l.val)
class SubP(Temp):
    @Temp.celsius.getter
    def celsius(self): return "sub " + str(self._c)
print(SubP(1).celsius)
class BadName:
    def __set_name__(self, o, n): raise ValueError("nope")
try:
    class X: a = BadName()
except (RuntimeError, ValueError) as e:
    print(type(e).__name__, e, repr(e.__cause__))
class BadGet:
    def __get__(self, o, t): return "from get", o is None, t.__name__
class Y: g = BadGet()
print(Y.g, Y().g)
