# Finalizers in a cycle run once, before anything is cleared.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
