import sys
def f():
    return 1000, 1000.5, "a b", b"xyz", (1, 2, 300), 2000 + 1, "x" * 3, -5000, 1j, (), frozenset
a = 1000; b = 1000.5; c = "a b"; d = b"xyz"; e = (1, 2, 300); g = 300; h = 2001; k = -5000; l = 1j
for n, v in (("a", a), ("b", b), ("c", c), ("d", d), ("e", e), ("g", g), ("h", h), ("k", k), ("l", l)):
    print(n, sys.getrefcount(v))
print(a is f()[0], c is f()[2], e is f()[4], g is f()[4][2], h is f()[5], k is f()[7])
print(sys.getrefcount("hello there"), sys.getrefcount(123456), sys.getrefcount((1,2,3,4)), sys.getrefcount(2.25))
x = 123456789; y = 123456789
print(x is y, sys.getrefcount(x))
def g1(): return "dup str!"
def g2(): return "dup str!"
print(g1() is g2(), sys.getrefcount(g1()))
print(f.__code__.co_consts, sys.getrefcount(f.__code__.co_consts), sys.getrefcount(f.__code__.co_names))
z = 5 in {1, 2, 3}
print(sys.getsizeof(f.__code__), sys.getsizeof(g1.__code__))
def lots(a, b, *c, d=1, **e):
    """doc"""
    def inner(): return a, d
    x = [i for i in c if i > a]
    for q in x:
        try: print(q)
        except ValueError: pass
    return inner
c = lots.__code__
print(sys.getsizeof(c), c.co_stacksize, c.co_flags, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_names, len(c.co_code), c.co_firstlineno, c.co_name, c.co_qualname)
print(list(c.co_lines())); print(list(c.co_positions())[:40]); print(c.co_lnotab, c.co_linetable, c.co_exceptiontable)
print(c == c.replace(), c.replace(co_name="zz").co_name, c == c.replace(co_name="zz"), hash(c) == hash(c.replace()))
def w1(): return lambda: 1
def w2(): return lambda: 1
print(w1.__code__ == w2.__code__, w1.__code__.co_consts[1] == w1().__code__, w1().__code__ is w1().__code__)
for bad in ({"co_name": 1}, {"foo": 1}, {"co_consts": []}, {"co_flags": -1}, {"co_argcount": "x"}):
    try: c.replace(**bad)
    except Exception as ex: print(type(ex).__name__, ex)
