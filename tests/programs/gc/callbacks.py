# Callbacks before and after; one that raises is reported and ignored.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

log = []

def cb(phase, info): log.append((phase, sorted(info.items())))

gc.callbacks.append(cb)
a = []
a.append(a)
del a
gc.collect()
gc.collect(0)
gc.callbacks.remove(cb)
print(log)

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
