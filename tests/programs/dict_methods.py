# Methods that move values in and out of a dict.
v = ["v"]
d = {"k": v}
a = d.get("k")
b = d.setdefault("k", [])
c = d.setdefault("n", [])
e = d.pop("k")
k, w = d.popitem()
d.update(x=v, y=w)
f = d | {"z": v}
g = dict.fromkeys(["p", "q"], v)
d |= g
d.clear()
print(a is e, b is v, c is w, len(f), len(g))
