# Metaclasses: __new__, __init__, __call__, __prepare__, keyword arguments, __init_subclass__, __class_getitem__.
class M(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, bases, kw)
        return {"from_prepare": 1}
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)
    def __call__(cls, *a):
        print("call", a)
        return super().__call__(*a)
    def __len__(cls): return 77
    def __repr__(cls): return "<M %s>" % cls.__name__
    def __iter__(cls): return iter("meta")
    def __getitem__(cls, k): return ("meta getitem", k)
    def __contains__(cls, x): return x == 1
class A(metaclass=M, opt=1):
    v = 1
    def __init__(self, x): self.x = x
a = A(5); print(a.x, A.from_prepare, type(A), A, len(A), list(A), A[3], 1 in A)
class B(A): pass
print(type(B), B.__mro__)
class M2(M): pass
class C(A, metaclass=M2): pass
class Other(type): pass
try:
    class D(A, metaclass=Other): pass
except TypeError as e:
    print(e)
class Plugin:
    registry = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag)
        cls.registry.append(cls.__name__)
class P1(Plugin, tag="one"): pass
class P2(P1): pass
print(Plugin.registry)
try:
    class P3(Plugin, bad=1): pass
except TypeError as e:
    print(e)
try:
    class P4(metaclass=5): pass
except TypeError as e:
    print(e)
def func_meta(name, bases, ns): return (name, bases, sorted(k for k in ns if not k.startswith("__")))
class F(metaclass=func_meta): x = 1
print(F)
class CG:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(CG[int], CG["x", 1])
class Singleton(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst: cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class S(metaclass=Singleton): pass
print(S() is S())
class New:
    def __new__(cls, x):
        print("new", x)
        if x < 0: return "not an instance"
        return super().__new__(cls)
    def __init__(self, x): print("init", x)
print(New(-1)); n = New(1)
class IntSub(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
print(IntSub(5), IntSub(5) + 1)
class IC(type):
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is str
class Chk(metaclass=IC): pass
print(isinstance(5, Chk), isinstance(6, Chk), issubclass(str, Chk), issubclass(int, Chk))
class MroEntries:
    def __mro_entries__(self, bases): return (int,)
class FromEntries(MroEntries()): pass
print(FromEntries.__mro__, FromEntries.__orig_bases__ != ())
print(type(type), type.__mro__, isinstance(type, object), isinstance(object, type), type("Z", (), {})().__class__.__name__, type.__call__(list, "ab"), type(5).__name__)
for f in (lambda: type(), lambda: type(1, 2), lambda: type("X", 5, {}), lambda: type(5, (), {}), lambda: type("X", (), 5), lambda: type("X\0", (), {}), lambda: type("X", (bool,), {}), lambda: type("X", (type(None),), {}), lambda: type("X", (range,), {}), lambda: type("X", (type(lambda: 0),), {})):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
