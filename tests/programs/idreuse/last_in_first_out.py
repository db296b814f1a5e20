# Does the second object get the place of the first?
a, b, c = [], [], []
ia, ib, ic = id(a), id(b), id(c)
del a, b, c
x, y, z = [], [], []
print(id(x) == ic, id(y) == ib, id(z) == ia, id(x) == ia)
