# Does the second object get the place of the first?
import sys
def f():
    return id(sys._getframe())
print(f() == f(), f() == f())
def g():
    frame = sys._getframe()
    return frame
kept = g()
print(f() == id(kept))
old = id(kept)
del kept
print(f() == old)
def h(n):
    frame = sys._getframe()
    return [id(frame)] + (h(n - 1) if n else [])
print(len(set(h(3))), sorted(h(3)) == sorted(h(3)))
