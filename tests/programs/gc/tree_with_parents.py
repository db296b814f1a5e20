# A tree whose nodes know their parents.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
