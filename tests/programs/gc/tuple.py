# A tuple in a cycle with a list.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

a = []
t = (a, 1)
a.append(t)
u = ([],)
u[0].append((u, u))
del a, t, u

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
