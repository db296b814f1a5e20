# A finalizer that makes a new cycle.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
