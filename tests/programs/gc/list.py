# A list that holds itself, and lists in a ring.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

a = []
a.append(a)
b, c = [], []
b.append(c)
c.append(b)
del a, b, c

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
