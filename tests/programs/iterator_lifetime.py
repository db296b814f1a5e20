# Iterators hold what they iterate until they are exhausted.
items = [[1], [2]]
it = iter(items)
a = next(it)
items2 = items
del items
b = next(it)
end = next(it, None)
items2.append([3])
again = next(it, "exhausted for good")
d = {"x": a}
keys = iter(d)
k = next(keys)
del it
print(a, b, end, again, k)
