# How many objects the making of a class leaves for the collector to count.
import gc
def f():
    gc.collect()
    a = gc.get_count()[0]
    class A: pass
    b = gc.get_count()[0]
    class B(A):
        x = 1
        def m(self): return 1
    c = gc.get_count()[0]
    class D:
        __slots__ = ("a", "b")
    d = gc.get_count()[0]
    class E(A, metaclass=type):
        def __init__(self): super().__init__()
    e = gc.get_count()[0]
    E()
    g = gc.get_count()[0]
    h = gc.get_count()[0]
    class F(Exception):
        pass
    i = gc.get_count()[0]
    class G(dict): pass
    j = gc.get_count()[0]
    type("H", (), {})
    k = gc.get_count()[0]
    print(b-a, c-b, d-c, e-d, g-e, h-g, i-h, j-i, k-j)
f()
f()
f()
a = gc.get_count()
class A: pass
b = gc.get_count()
class A: pass
c = gc.get_count()
gc.collect()
d = gc.get_count()
class A: pass
e = gc.get_count()
print([y[0] - x[0] for x, y in ((a, b), (b, c), (d, e))])
