# Default values, closures, cells.
def f(a, L=[], *, D={}):
    L.append(a); D[a] = len(L); return L, D
print(f(1), f(2), f(3, [0]), f.__defaults__, f.__kwdefaults__)
f.__defaults__ = (["fresh"],); print(f(9))
i = 1
def early(x=i): return x
i = 2; print(early())
def make_counters():
    n = 0
    def inc(): nonlocal n; n += 1; return n
    def get(): return n
    return inc, get
inc, get = make_counters(); inc(); inc(); print(get(), inc.__closure__[0].cell_contents, inc.__closure__[0] is get.__closure__[0], inc.__code__.co_freevars, make_counters.__code__.co_cellvars)
adders = [lambda x, n=n: x + n for n in range(3)]; late = [lambda x: x + n for n in range(3)]
print([a(10) for a in adders], [l(10) for l in late])
def outer(x):
    def mid():
        def inner():
            nonlocal x
            x += 1
            return x
        return inner
    return mid(), lambda: x
a, b = outer(5); a(); a(); print(b())
def cell_before():
    def use(): return later
    try: use()
    except NameError as e: print(e)
    later = "now bound"
    return use()
print(cell_before())
def empty_cell():
    if False: x = 1
    return lambda: x
try: empty_cell().__closure__[0].cell_contents
except ValueError as e: print(e)
def rec():
    def fact(n): return 1 if n < 2 else n * fact(n - 1)
    return fact
print(rec()(10), rec().__closure__[0].cell_contents.__name__)
def compose(*fs):
    def run(x):
        for f in reversed(fs): x = f(x)
        return x
    return run
print(compose(lambda x: x + 1, lambda x: x * 2)(5))
def param_cell(x):
    def show(): return x
    x = "changed"
    return show()
print(param_cell("orig"))
def loop():
    fs = []
    for i in range(3):
        def g(): return i
        fs.append(g)
    return [h() for h in fs]
print(loop())
def shadow(list):
    print = list
    return print
print(shadow([1]))
def curry(a): return lambda b: lambda c: (a, b, c)
print(curry(1)(2)(3))
def memo(fn):
    cache = {}
    def wrapper(n):
        if n not in cache: cache[n] = fn(n)
        return cache[n]
    wrapper.cache = cache
    return wrapper
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), len(fib.cache), fib.__name__, fib.__closure__[0].cell_contents is fib.cache)
def kwonly(*, a, b=2): return a, b
print(kwonly(a=1), kwonly(b=5, a=4))
exec("def dyn(x=[]): x.append(1); return x"); print(dyn(), dyn())
class Cell:
    def method(self):
        def inner(): return self
        return inner
c = Cell(); print(c.method()() is c)
