# Does the second object get the place of the first?
print(id(range(3)) == id(range(4)), id(slice(1)) == id(slice(2)))
r = range(5)
old = id(r)
del r
s = range(9)
print(id(s) == old)
