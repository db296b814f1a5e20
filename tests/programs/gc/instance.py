# Instances with attributes that form rings of several lengths.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class N:
    pass

for size in range(1, 6):
    ring = [N() for _ in range(size)]
    for i, n in enumerate(ring):
        n.next = ring[(i + 1) % size]
ring = n = None

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
