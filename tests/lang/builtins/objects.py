# id, type, isinstance, callable, hash, vars, dir, getattr family, repr, len.
class A:
    x = 1
    def __init__(self): self.y = 2
a = A()
print(id(a) == id(a), id(a) != id(A()), type(a).__name__, type(5), isinstance(a, A), isinstance(5, (str, int)), isinstance(5, ((str,), (int,))), isinstance(True, int), issubclass(A, object), issubclass(bool, (int, str)), callable(a), callable(A), callable(len), callable(lambda: 0), hash(5), hash("a") == hash("a"))
print(vars(a), dir(a)[-2:], [n for n in dir(5) if n[0] != "_"], [n for n in dir([]) if n[0] != "_"], [n for n in dir("") if n[:2] == "is"], [n for n in dir(object)][:6])
print(getattr(a, "y"), getattr(a, "z", None), hasattr(a, "x"), setattr(a, "z", 3), a.z, delattr(a, "z"), hasattr(a, "z"))
print(len([1]), len("é"), len({}), len(range(5)), len({1, 2}), len(b"ab"), len(()), repr("a"), repr([1, "b"]), repr({}), repr(None), repr(...), repr(NotImplemented), repr(int), repr(type), repr(A), ascii("é"), str(A))
def f():
    q = 1
    def g(): return q
    return sorted(locals()), g
print(f()[0], "a" in globals(), sorted(k for k in vars().keys() if len(k) == 1), locals() is globals())
print(object() != object(), object() == 5, type(object()).__name__, repr(object())[:18], object().__class__, object.__doc__[:8], bool(object()))
print(int.__name__, int.__doc__[:7], (5).__class__.__class__, type(type(5)), type(None).__name__, type(...).__name__, type(NotImplemented).__name__, type(print).__name__, type(f).__name__, type(A.__init__).__name__, type(a.__init__).__name__, type([].append).__name__, type(str.join).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(A.__dict__).__name__, type(f.__code__).__name__, type(type.__dict__["__mro__"]).__name__, type(A.__weakref__).__name__, type(int.real).__name__, type(slice(1)).__name__, type(__builtins__).__name__)
for g in (lambda: len(5), lambda: len(iter([])), lambda: hash([]), lambda: hash({}), lambda: hash(slice(1)), lambda: isinstance(5, "int"), lambda: isinstance(5, [int]), lambda: issubclass(5, int), lambda: vars(5), lambda: vars([]), lambda: getattr(a, "nope"), lambda: delattr(a, "nope"), lambda: id(), lambda: id(1, 2), lambda: type(1, 2), lambda: callable(), lambda: dir(1, 2), lambda: repr(), lambda: NotImplemented(), lambda: type(None)(5), lambda: type(...)(5), lambda: hasattr(a), lambda: getattr(), lambda: object().x, lambda: bool(NotImplemented) and "deprecated", lambda: type(f)(5), lambda: type(iter([]))()):
    try: print(g())
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
print(type(None)() is None, type(...)() is ..., None == 0, None is None, str(None), bool(None), hash(None) == hash(None), None.__class__, [None] * 2, {None: 1}[None])
class D:
    def __dir__(self): return ["z", "a"]
print(dir(D()), [n for n in dir(D) if n == "__dir__"])
del a.y
print(vars(a), sorted(vars(A))[:3] if False else "x" in vars(A))
