# Does the second object get the place of the first?
class A: pass
class B:
    __slots__ = ('a', 'b', 'c', 'd', 'e', 'f', 'g')
a = A()
old = id(a)
del a
b = B()
print(id(b) == old)
