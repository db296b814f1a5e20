# Does the second object get the place of the first?
n = 10 ** 6
a = n + 1
old = id(a)
del a
b = n + 2
print(id(b) == old)
c = n ** 3
print(id(c) == old)
