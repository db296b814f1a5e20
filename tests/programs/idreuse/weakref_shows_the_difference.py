# Does the second object get the place of the first?
import weakref
class A: pass
a = A()
old, r = id(a), weakref.ref(a)
del a
b = A()
print(id(b) == old, r() is b, r() is None)
