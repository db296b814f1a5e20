# Frozen objects are not looked at.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

a = []
a.append(a)
gc.freeze()
del a
print(gc.collect(), gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
