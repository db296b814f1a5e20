# What a dead cycle alone holds dies with it, without being counted.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
