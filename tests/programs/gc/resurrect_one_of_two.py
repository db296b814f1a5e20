# Two separate cycles; one is brought back.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

saved = []

class N:
    def __init__(self, n): self.n = n; self.me = self
    def __del__(self):
        if self.n: saved.append(self)

x, y = N(0), N(1)
del x, y
first = gc.collect()
print(first, [s.n for s in saved])
saved[0].n = 0
saved.clear()

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
