# A suspended generator holds its locals.
def gen(items):
    first = items
    yield first
    second = [first]
    yield second
data = [0]
g = gen(data)
a = next(g)
b = next(g)
rest = list(g)
b.append(g)
del g
print(a is data, rest, len(b))
