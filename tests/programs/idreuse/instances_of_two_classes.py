# Does the second object get the place of the first?
class A: pass
class B: pass
a = A()
old = id(a)
del a
b = B()
print(id(b) == old, type(b).__name__)
