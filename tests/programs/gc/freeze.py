# Frozen objects are not looked at.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

a = []
a.append(a)
gc.freeze()
del a
print(gc.collect(), gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
