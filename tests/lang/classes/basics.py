# Classes: attributes, methods, instances, class bodies, repr.
class A:
    """doc of A"""
    count = 0
    names = []
    def __init__(self, name="anon"):
        self.name = name
        A.count += 1
        self.names.append(name)
    def hello(self, other="you"):
        return f"{self.name} greets {other}"
    def __repr__(self): return f"A({self.name!r})"
a, b = A("x"), A()
print(a, [b], A.count, a.count, A.names is a.names, a.hello(), b.hello("me"), A.hello(a), str(a), f"{a}")
a.count = 99
print(A.count, a.count, b.count, a.__dict__, A.__doc__, A.__name__, A.__qualname__, A.__module__, a.__class__ is A, type(a) is A)
del a.count
print(a.count)
a.extra = [1]; print(vars(a), hasattr(a, "extra"), hasattr(b, "extra"), getattr(b, "extra", "dflt"), sorted(k for k in dir(a) if not k.startswith("__")))
A.late = lambda self: "added later"
print(b.late(), A.late(a))
a.own = lambda: "instance function"
print(a.own())
class Body:
    x = 1
    y = x + 1
    for i in range(3):
        pass
    z = [x for _ in range(2)] if False else "z"
    if y == 2:
        def cond(self): return "conditional method"
    print("class body runs")
    def m(self): return i_global
i_global = "global"
print(Body.i, Body().cond(), Body().m(), Body.z)
class Empty: pass
e = Empty(); e.a = 1; e.__dict__["b"] = 2; print(e.b, e.__dict__, e == Empty(), e == e, e != Empty(), hash(e) == hash(e), bool(e))
e.__dict__ = {"c": 3}; print(e.c, hasattr(e, "a"))
e.__class__ = A; e.name = "turned"; print(e)
class Outer:
    class Inner:
        def f(self): return type(self).__qualname__
    def g(self):
        def local(): pass
        class L: pass
        return local.__qualname__, L.__qualname__
print(Outer.Inner().f(), Outer().g(), Outer.Inner, Outer.g.__qualname__)
for f in (lambda: A().nope, lambda: A.nope, lambda: A(1, 2), lambda: A().hello(1, 2, 3), lambda: A.hello(), lambda: Empty(1), lambda: Empty().x, lambda: setattr(A, "__name__", 5), lambda: object(1), lambda: setattr(e, "__class__", int), lambda: delattr(e, "zz"), lambda: setattr(e, "__dict__", 5)):
    try:
        print(f())
    except (AttributeError, TypeError) as ex:
        print(type(ex).__name__, ex)
B = type("B", (A,), {"v": 1, "m": lambda self: self.v})
print(B, B("dyn").m(), B.__bases__, B.__mro__, issubclass(B, A), isinstance(B("q"), A), B.__name__)
x = A.__new__(A); print(x.__dict__)
class WithInit:
    def __init__(self): return 5
try:
    WithInit()
except TypeError as ex:
    print(ex)
