# Counter and defaultdict.
from collections import Counter, defaultdict
c = Counter("hello world")
print(c, c["l"], c["zz"], c.most_common(2), c.most_common(), sorted(c.elements()), c.total(), len(c), dict(c)["o"])
d = Counter(a=3, b=1); e = Counter({"a": 1, "c": 2})
print(d + e, d - e, d & e, d | e, +Counter(a=-1, b=2), -Counter(a=-1, b=2), d == Counter(b=1, a=3), d <= Counter(a=5, b=5), d != e)
d.update("aab"); print(d); d.subtract(a=2, z=1); print(d); d.update({"q": 5}); print(d); del d["nothing"]; del d["a"]; print(d, "a" in d)
print(Counter(), Counter([1, 1, 2]), Counter(x=0), list(Counter("aab")), Counter("ab").items(), repr(Counter({3: 1})), Counter("abc").pop("a"), Counter(["x"]).copy(), type(Counter("a").copy()).__name__)
d += Counter("z"); print(d); d |= Counter(z=9); print(d)
for f in (lambda: Counter(5), lambda: Counter(1, 2), lambda: Counter.fromkeys("ab"), lambda: Counter("a") + 5, lambda: Counter("a").most_common("x")):
    try: print(f())
    except (TypeError, NotImplementedError) as x: print(type(x).__name__, x)
dd = defaultdict(list); dd["a"].append(1); dd["a"].append(2); dd["b"]; print(dd, dict(dd), dd.get("z"), "z" in dd, dd.default_factory, len(dd))
n = defaultdict(int); 
for ch in "mississippi": n[ch] += 1
print(n, sorted(n.items()), n.copy(), type(n.copy()).__name__)
t = defaultdict(lambda: defaultdict(int)); t["x"]["y"] += 1; print({k: dict(v) for k, v in t.items()})
x = defaultdict(None, a=1)
try: x["q"]
except KeyError as k: print(repr(k))
for f in (lambda: defaultdict(5), lambda: defaultdict(list)[[]], lambda: defaultdict(lambda a: a)["k"]):
    try: print(f())
    except TypeError as k: print(str(k).split("<")[0])
s = defaultdict(set, {"k": {1}}); s["k"].add(2); print(s, s | {"z": 0}, type(s | {}).__name__, s.__missing__("new"), s)
x.default_factory = str; print(repr(x["s"]), x)
