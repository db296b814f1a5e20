# Weak references inside and outside a cycle.
import gc
import weakref
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

log = []

class N:
    pass

a, b = N(), N()
a.b, b.a = b, a
inside = weakref.ref(a, lambda r: log.append('outside callback'))
b.ref = weakref.ref(a, lambda r: log.append('never'))
del a, b
alive = inside() is not None
gc.collect()
print(alive, inside(), log)
inside = None

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
