# How many references an argument has while a partial hands it on.
import functools, sys
class N: pass
class F:
    def __call__(self, *a, **k):
        for x in a: print(sys.getrefcount(x), end=" ")
        for x in k.values(): print(sys.getrefcount(x), end=" ")
        print()
class G:
    def __init__(self, *a, **k):
        for x in a: print(sys.getrefcount(x), end=" ")
        for x in k.values(): print(sys.getrefcount(x), end=" ")
        print()
def h(*a, **k):
    for x in a: print(sys.getrefcount(x), end=" ")
    for x in k.values(): print(sys.getrefcount(x), end=" ")
    print()
for f in (F(), G, h):
    functools.partial(f, N())()
    functools.partial(f, N())(N())
    functools.partial(f, N(), k=N())(N())
    functools.partial(f, N(), k=N())(N(), l=N())
    functools.partial(f, N())(N(), l=N())
    functools.partial(f, k=N())(l=N())
    functools.partial(f)(l=N())
    functools.partial(f)(N())
    functools.partial(functools.partial(f, N()), N())(N())
    list(map(functools.partial(f, N()), [N()]))
