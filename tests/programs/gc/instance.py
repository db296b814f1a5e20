# Instances with attributes that form rings of several lengths.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

class N:
    pass

for size in range(1, 6):
    ring = [N() for _ in range(size)]
    for i, n in enumerate(ring):
        n.next = ring[(i + 1) % size]
ring = n = None

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
