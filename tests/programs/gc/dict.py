# Cycles through values and through a key that is an object.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class K:
    pass

d = {}
d['me'] = d
k = K()
k.table = {k: 1}
del d, k

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
