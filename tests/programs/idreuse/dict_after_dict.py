# Does the second object get the place of the first?
a = {'k': 1}
old = id(a)
del a
b = {}
print(id(b) == old)
c = dict(x=1)
print(id(c) == old)
b = None
d = {1: 1}
print(id(d) == old)
