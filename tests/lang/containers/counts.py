# Reference counts of items, keys and containers seen from code that native operations call.
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
a = K(1); b = K(2); c = K(1)
l = [a, b]
r = c in l
r = l.index(c)
r = l.count(c)
r = l == [c, b]
r = l < [c, a]
r = sorted(l, key=key)
r = sorted(l, key=key2)
l.sort()
l.sort(key=key2, reverse=True)
r = max(l)
r = min(l, key=key)
l.remove(c)
l.append(a)
r = repr(l)
r = [1, 2, 3][c]
r = [1, 2, 3][c:b]
l.insert(c, b)
r = l.pop(c)
t = (a, b)
r = c in t
r = t.index(c)
r = t == (c, b)
r = hash(t)
r = repr(t)
d = {a: 1}
d[c] = 2
d[b] = 3
r = d[c]
r = c in d
r = d.get(c)
r = d.setdefault(c, 5)
r = d.pop(c)
d[a] = a
r = d == {c: a, b: 3}
d.update({c: 1})
r = {**d}
r = dict(d)
r = {x: x for x in l}
r = repr(d)
del d[c]
r = dict.fromkeys(l)
r = d | {c: 4}
r = c in d.keys()
r = (c, 3) in d.items()
r = d.keys() & {c}
s = {a, b}
s.add(c)
r = c in s
s.discard(c)
s.add(a)
r = s | {c}
r = s & {c}
r = s - {c}
r = s ^ {c}
r = s == {c, b}
r = s <= {c, b}
r = frozenset(l)
r = hash(frozenset(t))
s.remove(c)
r = list(map(one, l))
r = list(map(two, l, t))
r = list(filter(one, l))
r = list(filter(None, l))
r = [x for x in map(one, [K(5), K(6)])]
r = [x for x in filter(one, [K(5), K(6)])]
r = any(l)
r = all(l)
r = sum([b], a)
r = list(zip(map(one, l), t))
r = list(enumerate(map(one, l)))
import functools, itertools, heapq, bisect
from collections import deque, defaultdict, OrderedDict, Counter, namedtuple
r = functools.reduce(two, l)
r = functools.reduce(two, l, c)
r = functools.partial(two, a)(b)
r = functools.partial(two, b=a)(b)
r = sorted(l, key=functools.cmp_to_key(lambda p, q: p.v - q.v))
@functools.lru_cache(maxsize=2)
def cached(k):
    x = 12
    return k
r = cached(a)
r = cached(c)
r = cached(b)
r = cached(K(3))
r = cached.cache_info()
q = deque(l)
r = c in q
r = q.index(c)
r = q.count(c)
q.append(b)
q.remove(c)
r = q == deque([b])
dd = defaultdict(lambda: one(a))
r = dd[a]
r = dd[c]
od = OrderedDict([(a, 1)])
od[c] = 2
r = od[c]
od.move_to_end(c)
r = od.pop(c)
n = Counter(l)
P = namedtuple("P", "x y")
p = P(a, b)
r = p == (c, b)
r = list(itertools.accumulate([a, b, c], two))
r = list(itertools.starmap(two, [(a, b)]))
r = list(itertools.takewhile(one, l))
r = list(itertools.dropwhile(one, l))
r = list(itertools.filterfalse(one, l))
r = [list(g) for k, g in itertools.groupby(l, key2)]
r = list(itertools.compress(l, map(one, [1, 0])))
r = list(itertools.zip_longest(map(one, l), t))
r = list(itertools.chain(map(one, l), t))
r = list(itertools.islice(map(one, l), 1))
r = list(itertools.product(map(one, l), t))
h = [K(5), K(3), K(4)]
heapq.heapify(h)
heapq.heappush(h, a)
r = heapq.heappop(h)
r = heapq.heapreplace(h, a)
r = heapq.heappushpop(h, b)
r = bisect.bisect(h, b)
bisect.insort(h, c)
r = bisect.bisect(h, 2, key=key)
r = range(c)
r = range(5)[c]
r = iter(lambda: one(a), c)
r = next(r, None)
r = list(reversed(l))
print("done")
