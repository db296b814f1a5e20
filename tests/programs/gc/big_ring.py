# A ring of many members.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

ring = []
for i in range(5000):
    ring.append([])
for i in range(5000):
    ring[i].append(ring[(i + 1) % 5000])
del ring

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
