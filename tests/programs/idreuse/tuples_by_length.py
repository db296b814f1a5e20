# Does the second object get the place of the first?
n = 3
a = (n, n)
old = id(a)
del a
b = (n, n, n)
print(id(b) == old)
c = (n + 1, n)
print(id(c) == old)
