# Displays with stars copy references.
a = [[1], [2]]
b = [*a, *a]
c = (*a, a)
d = {"x": a, **{"y": b}}
e = {**d, "x": None}
def f(*args):
    return args
t = f(*a, *c)
same = t[0] is b[2]
s = {*(1, 2), *[3]}
first, *rest = b
b.clear()
d = None
print(same, len(t), rest[1] is a[0], e["y"])
