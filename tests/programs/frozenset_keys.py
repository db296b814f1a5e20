# Tuples and frozensets as keys share what is inside.
p = ("a", 1)
q = (p, p)
d = {p: q, q: p}
f = frozenset([p, q])
e = {f: d}
got = d[("a", 1)]
same = got is q
r = e[frozenset([q, p])]
k = list(d)[0]
del d
d2 = r
r = None
print(same, k is p, d2[q] is p)
