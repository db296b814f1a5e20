# Debug output goes to stderr.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

gc.set_debug(gc.DEBUG_COLLECTABLE)
a = []
a.append(a)
del a
gc.collect()
gc.set_debug(0)

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
