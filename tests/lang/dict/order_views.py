# Insertion order through every kind of change.
d = {}
for k in "hello world": d[k] = d.get(k, 0) + 1
print(d)
d["h"] = 99; print(list(d))
del d["h"]; d["h"] = 1; print(list(d))
d.update(z=1, e=2); print(list(d))
print(d.popitem(), d.popitem(), list(d))
print(dict(reversed(d.items())), sorted(d.items()), sorted(d, key=d.get), max(d, key=d.get))
a, b = {"x": 1, "y": 2}, {"y": 3, "x": 1}
print(a | b, b | a, {**b, **a}, a == b, a.items() & b.items(), a.items() - b.items(), a.keys() ^ {"x"})
print({v: k for k, v in a.items()}, dict(sorted(b.items())), list(zip(*a.items())), [*a.values()])
inv = {}
for k, v in [("a", 1), ("b", 2), ("c", 1)]:
    inv.setdefault(v, []).append(k)
print(inv)
for i, (k, v) in enumerate(a.items()): print(i, k, v)
nested = {"l": {"m": {"n": 1}}}
nested["l"]["m"]["o"] = 2
print(nested, nested["l"]["m"].pop("n"), nested)
print(next(iter(a)), list(a)[-1], len(a), a.keys() == b.keys(), list(a.values()) == list(b.values()))
v = a.values()
print(v == v, v == a.values(), repr(v), 1 in v, list(reversed(v)))
try:
    v & {1}
except TypeError as e:
    print(e)
try:
    it = iter(a); next(it); a["new"] = 1; next(it)
except RuntimeError as e:
    print(e)
it = iter(b); next(it); b.pop("x"); b["w"] = 1
try:
    print(next(it), list(it))
except RuntimeError as e:
    print(e)
print(dict.fromkeys(["a", "b"], []), (lambda f: (f["a"].append(1), f))(dict.fromkeys(["a", "b"], [])))
print(dict(a=1, **{"b c": 2}), dict([["k", "v"]]), dict({}.items()), dict(a) == a, dict(a) is a)
