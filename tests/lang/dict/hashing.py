# Keys: __hash__ and __eq__, collisions, mutation, missing, subclasses.
class K:
    def __init__(self, n, h=1): self.n, self.h = n, h
    def __hash__(self): print("hash", self.n, end="; "); return self.h
    def __eq__(self, o): print("eq", self.n, o.n, end="; "); return self.n == o.n
    def __repr__(self): return "K%s" % self.n
a, b = K("a"), K("b")
d = {a: 1}
d[b] = 2
print(d)
print(d[K("b")])
print(K("c") in d)
print(d[a])
del d[a]
print(d)
class NoHash:
    def __eq__(self, o): return True
try:
    {NoHash(): 1}
except TypeError as e:
    print(e)
class BadHash:
    def __hash__(self): return "x"
try:
    {BadHash()}
except TypeError as e:
    print(e)
class RaisesEq:
    def __hash__(self): return 5
    def __eq__(self, o): raise ValueError("eq raised")
r = {RaisesEq(): 1}
try:
    r[RaisesEq()]
except ValueError as e:
    print(e)
class Missing(dict):
    def __missing__(self, k):
        print("missing", k, end=" ")
        return k * 2
m = Missing(x=1)
print(m["x"], m["ab"], m.get("ab"), "ab" in m, m)
class Big:
    def __hash__(self): return 2 ** 70
print(hash(Big()), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2), hash(1.5), hash(1e300), hash(float("inf")), hash(-float("inf")), hash(0.1), hash(1j), hash(1 + 2j), hash(True), hash(None) == hash(None), hash(10 ** 50), hash(-10 ** 50))
print(hash("") , hash("a") == hash("a"), hash("a"), hash("abc"), hash("hello world"), hash(b"abc"), hash(b""), hash(frozenset()), hash(frozenset([1, 2, 3])), hash((1, "a", None is None)), hash("é"), hash("😀"))
print(list({"banana", "apple", "cherry", "date"}), {chr(97 + i) for i in range(10)}, {1000, 5, -3, 77, 64, 8, 16}, {"x": 1, "y": 2}.keys() | {"z", "w"})
class Sub(dict):
    def __getitem__(self, k): return "sub " + str(super().__getitem__(k))
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
s = Sub(a=1)
s["b"] = 2
print(s["a"], s["b"], s.get("a"), s, s.copy().__class__.__name__, dict(s), {**s})
d = {}
for i in range(100): d[i] = i
for i in range(0, 100, 3): del d[i]
for i in range(200, 205): d[i] = i
print(list(d)[:5], list(d)[-6:], len(d))
try:
    for k in d:
        d[k] = 0
    print("values may change")
    for k in d:
        d["new"] = 1
except RuntimeError as e:
    print(e)
