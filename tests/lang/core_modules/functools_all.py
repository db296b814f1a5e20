# functools.
import functools
from functools import reduce, partial, lru_cache, cache, wraps, cmp_to_key, total_ordering, singledispatch, cached_property, partialmethod
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 5), reduce(max, [3, 9, 2]), reduce(lambda a, b: b + a, "abc", ""))
try: reduce(lambda a, b: a, [])
except TypeError as e: print(e)
p = partial(int, base=2); print(p("101"), p.func, p.args, p.keywords, partial(pow, 2)(5), partial(partial(max, 1), 2)(0), partial(partial(max, 1), 2).args, partial(print, "a", sep="-")("b"), repr(partial(int, "5", base=10)))
@lru_cache(maxsize=2)
def sq(x): print("computing", x, end=" "); return x * x
print(sq(2), sq(2), sq(3), sq(4), sq(2), sq.cache_info()); sq.cache_clear(); print(sq.cache_info(), sq.__name__, sq.cache_parameters(), sq.__wrapped__(5))
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@lru_cache
def kw(a, b=1): return a, b
kw(1); kw(1, b=1); kw(a=1); print(kw.cache_info())
@lru_cache(typed=True)
def ty(a): return a
ty(1); ty(1.0); ty(True); print(ty.cache_info())
try: kw([])
except TypeError as e: print(e)
def deco(f):
    @wraps(f)
    def w(*a): "wrapper doc"; return f(*a)
    return w
@deco
def orig(a): "orig doc"
print(orig.__name__, orig.__doc__, orig.__wrapped__.__name__, orig.__module__, functools.WRAPPER_ASSIGNMENTS)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted("bca", key=cmp_to_key(lambda a, b: (a > b) - (a < b))))
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), T(1) != T(2))
try:
    @total_ordering
    class Bad: pass
except ValueError as e: print(e)
@singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
@show.register(str)
def _s(x): return "str " + x
print(show(1), show([]), show("q"), show(1.5), show(True), show.dispatch(bool).__name__, int in show.registry)
class C:
    @cached_property
    def v(self): print("once", end=" "); return 42
    def add(self, a, b): return a + b
    add5 = partialmethod(add, 5)
c = C(); print(c.v, c.v, c.__dict__, c.add5(1)); del c.v; print(c.v, C.v.__class__.__name__)
@lru_cache(None)
def method_like(s, n): return len(s) * n
print(method_like("ab", 2), method_like.cache_info())
for f in (lambda: partial(), lambda: partial(5), lambda: lru_cache("x")(len) if False else lru_cache(1.5), lambda: reduce(), lambda: reduce(5, [1, 2]), lambda: cmp_to_key(), lambda: show()):
    try: print(f())
    except TypeError as e: print(e)
