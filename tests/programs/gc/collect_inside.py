# gc.collect() from inside a finalizer or callback of a collection does nothing and returns 0.
import gc
import weakref


class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("in __del__:", gc.collect())


def tell(r):
    print("in the callback:", gc.collect(), r())


gc.collect()
gc.disable()
n = Node()
r = weakref.ref(n, tell)
del n
print(gc.collect())


class Raises:
    def __init__(self):
        self.me = self

    def __del__(self):
        raise ValueError("in a finalizer")


import sys

sys.unraisablehook = lambda u: print("unraisable:", u.exc_type.__name__, u.exc_value)
Raises()
print(gc.collect())
