# What a dead cycle alone holds dies with it, without being counted.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

class D:
    def __del__(self): log.append('leaf')

log = []
a, b = [], []
a.append(b)
b.append(a)
a.append(D())
a.append('text' * 100)
a.append(10 ** 50)
shared = {}
b.append(shared)
del a, b
print(gc.collect(), log, shared)

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
