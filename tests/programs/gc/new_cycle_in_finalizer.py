# A finalizer that makes a new cycle.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

class Maker:
    def __init__(self): self.me = self
    def __del__(self):
        a = []
        a.append(a)

m = Maker()
del m
print(gc.collect())

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
