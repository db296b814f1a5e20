# Iterators in cycles with what they iterate.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

a = []
it = iter(a)
a.append(it)
b = []
z = zip(b, [1])
b.append(z)
c = []
m = map(len, c)
c.append(m)
e = []
e.append(enumerate(e))
d = {}
d['it'] = iter(d.values())
r = []
r.append(reversed(r))
del a, it, b, z, c, m, e, d, r

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
