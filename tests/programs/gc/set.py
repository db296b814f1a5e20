# A set that holds an object that holds the set.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class E:
    pass

e = E()
s = {e}
e.s = s
f = E()
f.fs = frozenset([f])
del e, s, f

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
