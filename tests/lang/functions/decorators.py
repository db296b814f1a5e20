# Decorators of every shape.
def trace(f):
    def w(*a, **k):
        print("->", f.__name__, a, k)
        r = f(*a, **k)
        print("<-", r)
        return r
    return w
@trace
def add(a, b=1): return a + b
add(1); add(1, b=5)
def repeat(n):
    def deco(f):
        def w(*a): return [f(*a) for _ in range(n)]
        return w
    return deco
@repeat(3)
def hi(name): return "hi " + name
print(hi("bob"))
@trace
@repeat(2)
def both(x): return x
both(7)
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a): self.n += 1; return self.f(*a)
@Count
def counted(x): return x * 2
counted(1); counted(2); print(counted.n)
class Reg:
    def __init__(self): self.fs = {}
    def register(self, name):
        def d(f): self.fs[name] = f; return f
        return d
reg = Reg()
@reg.register("sq")
def sq(x): return x * x
@reg.register("cube")
def cube(x): return x ** 3
print({k: f(3) for k, f in reg.fs.items()})
decos = [trace, lambda f: f]
@decos[0]
def indexed(): return "indexed"
indexed()
@(lambda f: lambda: "replaced " + f())
def lam(): return "lam"
print(lam())
class K:
    @trace
    def m(self_, x): return x
    @staticmethod
    @trace
    def s(x): return x
    @classmethod
    @repeat(2)
    def c(cls): return cls.__name__
    @property
    @repeat(2)
    def p(self): return "p"
K.s(1); print(K.c(), K().p)
def none(f): return None
@none
def gone(): pass
print(gone)
def attr(**kw):
    def d(f):
        for k, v in kw.items(): setattr(f, k, v)
        return f
    return d
@attr(author="me", version=2)
def meta(): "docstring"
print(meta.author, meta.version, meta.__doc__, meta.__dict__, meta.__name__)
import functools
@functools.wraps(meta)
def wrapper(): pass
print(wrapper.__name__, wrapper.__doc__, wrapper.__wrapped__ is meta, wrapper.author)
def order(n):
    print("evaluate", n)
    def d(f): print("apply", n); return f
    return d
@order(1)
@order(2)
def ordered(): pass
try:
    @5
    def bad(): pass
except TypeError as e: print(e)
try: bad
except NameError as e: print(e)
