# Does the second object get the place of the first?
a = [1]
old = id(a)
del a
b = [2]
print(id(b) == old)
c = [3]
print(id(c) == old)
