# A tree whose nodes know their parents.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

class T:
    def __init__(self, parent, depth):
        self.parent = parent
        self.kids = [T(self, depth - 1) for _ in range(2)] if depth else []

t = T(None, 6)
keep = t.kids[0]
del t
print(gc.collect())
keep.parent = None
print(gc.collect())
del keep

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
