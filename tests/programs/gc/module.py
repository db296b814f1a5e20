# A module object that holds itself.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

m = type(gc)('temp')
m.me = m
m.items = [m]
del m

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
