# Tuples of atoms are untracked by a collection; dicts of atoms never tracked.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

def make(n): return (n, n + 1, 'x')

t = make(1)
u = (t, t)
v = ([], t)
before = [gc.is_tracked(x) for x in (t, u, v)]
gc.collect()
print(before, [gc.is_tracked(x) for x in (t, u, v)])
d = {1: 'a'}
e = {1: t}
f = {1: []}
print([gc.is_tracked(x) for x in (d, e, f)])
gc.collect()
print([gc.is_tracked(x) for x in (d, e, f)])

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
