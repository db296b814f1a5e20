# Does the second object get the place of the first?
def f(**names):
    return id(names)
print(f(a=1) == f(b=2), f() == f(a=1, b=2, c=3))
def keep(**names):
    return names
first = keep(a=1)
print(id(first) == f(x=1))
old = id(first)
del first
print(f(y=2) == old, id({}) == old)
def nested(depth, **names):
    return [id(names)] + (nested(depth - 1, **names) if depth else [])
print(len(set(nested(3, a=1))), nested(3, a=1) == nested(3, b=2))
