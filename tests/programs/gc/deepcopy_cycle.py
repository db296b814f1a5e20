# A copied cycle is a cycle of its own.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

import copy
gc.collect()
base = [s['collected'] for s in gc.get_stats()]
runs = [s['collections'] for s in gc.get_stats()]
a = [1]
a.append(a)
b = copy.deepcopy(a)
del a
first = gc.collect()
del b
print(first)

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
