# Who refers to an object, according to the collector.
import gc
class C:
    pass
x = [1]
c = C()
c.attr = x
box = (x, x)
d = {"k": x}
refs = gc.get_referrers(x)
kinds = sorted(type(r).__name__ for r in refs if r is not globals())
n = len(refs)
refs = None
ents = gc.get_referents(box)
same = ents[0] is x
ents = None
parts = gc.get_referents(d)
m = len(parts)
parts.clear()
print(n, kinds, same, m)
