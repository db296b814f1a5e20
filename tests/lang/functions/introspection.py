# Attributes of functions, code objects and methods.
def f(a, b=2, /, c=3, *args, d, e=5, **kw) -> int:
    """Doc line."""
    x = a
    def inner(): return x
    return inner
c = f.__code__
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__dict__, f.__globals__ is globals())
print(c.co_name, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_nlocals, c.co_firstlineno, c.co_names, c.co_flags & 0x0f, c.co_consts[0], c.co_qualname)
i = f(1, d=4); print(i.__code__.co_freevars, i.__qualname__, i.__closure__[0].cell_contents, repr(i.__code__).split(" at ")[0])
f.attr = 1; f.__name__ = "renamed"; f.__doc__ = "new doc"; print(f.__dict__, f.__name__, f.__doc__, repr(f).split(" at ")[0])
for bad in (lambda: setattr(f, "__name__", 5), lambda: setattr(f, "__code__", 5), lambda: setattr(f, "__defaults__", 5), lambda: setattr(f, "__closure__", ()), lambda: setattr(f, "__dict__", 5), lambda: delattr(f, "__name__"), lambda: setattr(len, "__name__", "x"), lambda: setattr(f, "__kwdefaults__", 1), lambda: setattr(f, "__globals__", {})):
    try: bad(); print("fine")
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
def g(x): return x + 1
def h(x): return x * 100
g.__code__ = h.__code__; print(g(2))
g.__defaults__ = (7,); print(g())
del g.__defaults__
try: g()
except TypeError as e: print(e)
l = lambda q: q; print(l.__name__, l.__qualname__, l.__code__.co_name)
class A:
    def m(self): "method doc"
    @classmethod
    def c(cls): pass
a = A(); print(a.m.__name__, a.m.__self__ is a, a.m.__func__ is A.m, a.m.__doc__, A.c.__self__ is A, A.m.__qualname__, a.m == a.m, a.m is a.m, hash(a.m) == hash(a.m), a.m != A().m)
try: a.m.x = 1
except AttributeError as e: print(e)
A.m.x = 5; print(a.m.x)
import types
print(isinstance(f, types.FunctionType), type(len).__name__, type(a.m).__name__, callable(f), callable(5), callable(A), callable(a)) 
print(len.__name__, len.__doc__[:20], len.__module__, len.__self__.__name__, [].append.__self__, [].append.__name__, "".join.__qualname__, list.append.__objclass__)
new = types.FunctionType(h.__code__, {"__builtins__": {}}, "fresh"); print(new.__name__, new(3))
m = types.MethodType(h, 4); print(m())
def gen(): yield
print(gen.__code__.co_flags & 0x20 != 0, f.__code__.co_flags & 0x04 != 0, f.__code__.co_flags & 0x08 != 0, c.co_code == f.__code__.co_code, c == f.__code__, h.__code__ == g.__code__)
print(h.__code__.replace(co_name="other").co_name, [x for x in h.__code__.co_lines()][0][2], len(h.__code__.co_code) > 0)
def doc_only(): "only"
def no_doc(): x = 1
print(doc_only.__doc__, no_doc.__doc__, doc_only.__code__.co_consts, (lambda: 0).__doc__)
