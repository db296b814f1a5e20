# Finalizers in a cycle run once, before anything is cleared.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

log = []

class N:
    def __init__(self, n): self.n = n
    def __del__(self): log.append((self.n, self.other.n))

a, b = N('a'), N('b')
a.other, b.other = b, a
del a, b
n = gc.collect()
print(n, log)

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
