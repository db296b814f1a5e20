# Iterators in cycles with what they iterate.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
