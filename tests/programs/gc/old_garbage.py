# Garbage in an old generation waits for a collection of that generation.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

a = []
a.append(a)
gc.collect(0)
gc.collect(1)
del a
print(gc.collect(0), gc.collect(1), gc.collect(2))
b = []
b.append(b)
gc.collect(0)
del b
print(gc.collect(0), gc.collect(1), gc.collect(2))

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
