# A generator that delegates holds the inner one.
def inner(box):
    box.append("in")
    yield box
    yield [box]
    return box
def outer(box):
    r = yield from inner(box)
    kept = r
    yield kept
box = []
o = outer(box)
a = next(o)
b = next(o)
c = next(o)
last = list(o)
del o
print(a is c, b, last)
