# Does the second object get the place of the first?
class A: pass
a, b, c = A(), A(), A()
ids = [id(a), id(b), id(c)]
del b
del a
x, y = A(), A()
print(id(x) == ids[0], id(y) == ids[1], id(c) == ids[2])
