# Does the second object get the place of the first?
x = 2.5
a, b = x + 1, x + 2
ia, ib = id(a), id(b)
del a
del b
c = x + 3
d = x + 4
print(id(c) == ib, id(d) == ia)
