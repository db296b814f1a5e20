# Keyword arguments make a dict per call.
def f(**kw):
    kept = kw
    return kept
def g(a, *, b=None, **kw):
    kw["b"] = b
    return kw
opts = {"x": [1]}
d = f(**opts)
e = f(**opts)
same = d is e
val = d["x"] is opts["x"]
h = g(1, b=d, y=e)
h["y"]["x"].append(2)
d.clear()
print(same, val, opts, h["b"])
