# DEBUG_SAVEALL keeps what was found in gc.garbage.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
