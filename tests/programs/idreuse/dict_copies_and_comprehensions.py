# Does the second object get the place of the first?
d = {'a': 1, 'b': 2}
print(id(d.copy()) == id(dict(d)), id({k: v for k, v in d.items()}) == id(d.copy()))
print(id({**d}) == id(d | d))
first = d.copy()
old = id(first)
del first
second = {k: k for k in range(3)}
print(id(second) == old)
second.clear()
third = {}
print(id(third) == old, id(second) == old)
