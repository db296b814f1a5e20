# Does the second object get the place of the first?
a = [1]
b = [2]
ia, ib = id(a), id(b)
a, b = b, a
print(id(a) == ib, id(b) == ia)
a = b = None
c, d = [3], [4]
print({id(c), id(d)} == {ia, ib})
