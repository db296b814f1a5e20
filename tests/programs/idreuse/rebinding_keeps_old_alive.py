# Does the second object get the place of the first?
a = [1]
old = id(a)
a = [2]
print(id(a) == old)
second = id(a)
a = [3]
print(id(a) == old, id(a) == second)
