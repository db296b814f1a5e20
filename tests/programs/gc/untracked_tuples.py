# Tuples of atoms are untracked by a collection; dicts of atoms never tracked.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
