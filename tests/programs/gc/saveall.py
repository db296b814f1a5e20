# DEBUG_SAVEALL keeps what was found in gc.garbage.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

gc.set_debug(gc.DEBUG_SAVEALL)
a = []
a.append(a)
d = {}
d['d'] = d
del a, d
print(gc.collect(), [type(x).__name__ for x in gc.garbage])
gc.set_debug(0)
gc.garbage.clear()

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
