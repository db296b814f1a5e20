# Garbage in an old generation waits for a collection of that generation.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

a = []
a.append(a)
gc.collect(0)
gc.collect(1)
del a
print(gc.collect(0), gc.collect(1), gc.collect(2))
b = []
b.append(b)
gc.collect(0)
del b
print(gc.collect(0), gc.collect(1), gc.collect(2))

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
