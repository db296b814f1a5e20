# A ring of many members.
# check: no (too many objects at every line)
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

ring = []
for i in range(5000):
    ring.append([])
for i in range(5000):
    ring[i].append(ring[(i + 1) % 5000])
del ring

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
