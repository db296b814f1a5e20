# Does the second object get the place of the first?
n = 2 ** 100
a = n + 1
old = id(a)
del a
b = n + 2
print(id(b) == old)
c = n * n * n * n
print(id(c) == old)
