# A generator expression evaluates its first iterable at once.
source = [[1], [2], [3]]
g = (x for x in source)
first = next(g)
source.append([4])
second = next(g)
pairs = ((a, b) for a in source for b in a)
p = next(pairs)
rest = list(g)
del g, pairs
print(first, second, rest, p)
