# The smallest class.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

class A:
    pass

del A

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
