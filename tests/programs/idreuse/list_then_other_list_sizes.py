# Does the second object get the place of the first?
a = list(range(100))
old = id(a)
del a
b = []
print(id(b) == old)
c = list(range(5))
print(id(c) == old)
