# Views hold their dict.
d = {"a": [1], "b": [2]}
keys = d.keys()
vals = d.values()
items = d.items()
pair = list(items)[0]
it = iter(vals)
one = next(it)
alias = d
d = None
alias["c"] = one
n = len(keys)
del it
k = sorted(keys)
alias.clear()
m = len(items)
print(pair, n, k, m)
