# Two separate cycles; one is brought back.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
