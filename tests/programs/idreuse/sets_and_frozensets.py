# Does the second object get the place of the first?
a = {1, 2}
old = id(a)
del a
b = frozenset([1])
print(id(b) == old)
del b
c = set()
print(id(c) == old)
