# More reference counts seen from code that native operations call: mutations, views, in-place operators, subclasses.
class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o):
        x = 1
        return isinstance(o, K) and self.v == o.v
    def __hash__(self):
        x = 2
        return self.v % 3
    def __lt__(self, o):
        x = 3
        return self.v < o.v
    def __repr__(self):
        x = 4
        return "K"
    def __index__(self):
        x = 5
        return self.v
    def __bool__(self):
        x = 6
        return self.v > 0
    def __add__(self, o):
        x = 7
        return self
def key(k):
    x = 8
    return k.v
def key2(k):
    x = 9
    return k
def two(a, b):
    x = 10
    return a
def one(a):
    x = 11
    return a
a = K(1); b = K(2); c = K(1); e = K(7)
class I:
    def __init__(self, items): self.parts = items; self.at = 0
    def __iter__(self):
        x = 20
        return self
    def __next__(self):
        x = 21
        if self.at == len(self.parts): raise StopIteration
        self.at += 1
        return self.parts[self.at - 1]
    def __len__(self):
        x = 22
        return len(self.parts)
class M:
    def __init__(self, d): self.d = d
    def keys(self):
        x = 23
        return list(self.d)
    def __getitem__(self, k):
        x = 24
        return self.d[k]
class L(list):
    def append(self, x):
        y = 25
        super().append(x)
class D(dict):
    def __missing__(self, k):
        x = 26
        return k
    def __setitem__(self, k, v):
        x = 27
        super().__setitem__(k, v)
class S(set): pass
l = list(I([a, b]))
l.extend(I([c]))
l += I([e])
l[1:1] = I([a])
l[:] = I([a, b])
t = tuple(I([a, b]))
s = set(I([a, b]))
s.update(I([e]))
s |= {c}
s &= {c, e}
s -= {e}
s ^= {e}
s.intersection_update(I([a, c]))
s.difference_update(I([b]))
s.symmetric_difference_update(I([b]))
r = s.union(I([a]), I([e]))
r = s.intersection(I([a]))
r = s.difference(I([a]))
r = s.symmetric_difference(I([a]))
r = s.isdisjoint(I([e]))
r = s.issubset(I([a, b]))
r = s.issuperset(I([a]))
f = frozenset(I([a, b]))
d = dict(M({1: a, 2: b}))
d.update(M({3: c}))
d = dict(I([(a, 1), (b, 2)]))
d.update(I([(c, 5)]))
d |= {c: 6}
r = d | {e: 7}
r = {a: 1, **M({b: 2})}
r = dict.fromkeys(I([a, b]), e)
r = list(d.items())
r = [k for k, v in d.items()]
r = d.items() == {c: 6, b: 2}.items()
r = d.keys() == {c, b}
r = d.keys() <= {c, b, e}
r = d.keys() | I([e])
r = d.keys() - {c}
r = d.keys() ^ {c}
r = d.items() & {(c, 6)}
r = d.items() ^ {c: 9}.items()
r = d.keys().isdisjoint(I([e]))
r = next(iter(d.items()))
m = D(); m[a] = b
r = m[c]
r = m[e]
r = m.get(e)
m.update({b: 1})
r = m.setdefault(b, 2)
r = m.copy()
k = L([a]); k.append(b)
r = k + [c]
r = k == [c, b]
r = sorted(k, reverse=True)
z = S([a]); z.add(c)
r = z | {b}
r, *q = I([a, b, c])
(r, q) = I([a, b])
def f1(*args, **kw):
    x = 28
    return args
r = f1(*I([a, b]))
r = f1(**{"k": a})
r = print(*I([]), end="")
r = ",".join(map(lambda x: str(x.v), I([a, b])))
r = max(I([a, b]), key=key)
r = min(I([a, b]))
r = sum(I([a, b]), e)
r = any(I([a]))
r = all(I([a]))
r = a in I([b, c])
r = list(zip(I([a, b]), I([b, a])))
r = list(map(two, I([a, b]), I([b, a])))
r = list(filter(one, I([a, b])))
r = list(enumerate(I([a, b])))
r = sorted(I([b, a]))
r = [x for x in I([a])]
r = {x for x in I([a, c])}
r = {x: x for x in I([a, c])}
r = tuple(x for x in I([a]))
from collections import deque, OrderedDict, defaultdict, Counter, ChainMap
import itertools, functools, heapq
q = deque(I([a, b]), 2)
q.extend(I([c, e]))
q.extendleft(I([a]))
q += I([b])
r = q < deque([a, e])
r = q.copy()
q.rotate(1)
q.insert(1, c) if len(q) < 2 else None
o = OrderedDict(I([(a, 1), (b, 2)]))
o.update(M({e: 3}))
r = o == OrderedDict([(c, 1), (b, 2), (e, 3)])
r = o.popitem()
r = o.setdefault(e, 4)
r = list(o.items())
r = list(reversed(o))
del o[c]
n = Counter(I([a, c, b]))
n.update(I([c]))
n.subtract(I([b]))
r = n + Counter([e])
r = list(itertools.chain.from_iterable(I([[a], [b]])))
r = list(itertools.accumulate(I([a, b]), initial=e))
r = list(itertools.cycle(I([])))
r = list(itertools.islice(I([a, b, c]), 1, 3))
r = list(itertools.pairwise(I([a, b, c])))
r = list(itertools.permutations(I([a, b])))
r = list(itertools.combinations(I([a, b, c]), 2))
r = list(itertools.product(I([a]), repeat=2))
p, w = itertools.tee(I([a, b]))
r = list(p), list(w)
r = list(itertools.zip_longest(I([a]), I([b, c]), fillvalue=e))
r = list(itertools.starmap(two, I([(a, b)])))
r = list(itertools.repeat(a, 2))
r = heapq.nsmallest(2, I([b, a, e]))
r = heapq.nlargest(1, I([b, a, e]), key=key)
r = list(heapq.merge(I([a, b]), I([c])))
r = functools.reduce(two, I([a, b]), e)
r = list(iter(functools.partial(next, I([a, b, e])), e))
l = [b, a, e]
l.sort(key=functools.cmp_to_key(lambda p, q: p.v - q.v))
l.reverse()
l *= 2
del l[::2]
l.clear()
print("done")
