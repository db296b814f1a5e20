# An instance whose dict was asked for.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class N:
    pass

n = N()
n.d = n.__dict__
m = N()
m.__dict__ = {'m': m}
del n, m

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
