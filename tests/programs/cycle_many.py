# Many cycles; some are broken by hand.
import gc
gc.disable()
gc.collect()
rings = []
for size in (1, 2, 3):
    ring = [[] for _ in range(size)]
    for i in range(size):
        ring[i].append(ring[(i + 1) % size])
    rings.append(ring[0])
ring = None
rings[0].clear()
first = rings.pop(0)
rings.clear()
found = gc.collect()
del first
rest = gc.collect()
print(found, rest)
