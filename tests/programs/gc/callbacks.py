# Callbacks before and after; one that raises is reported and ignored.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
