# Weak references inside and outside a cycle.
import gc
import weakref

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
