# Does the second object get the place of the first?
class A:
    def m(self): pass
    def n(self): pass
a = A()
print(id(a.m) == id(a.m), id(a.m) == id(a.n), a.m is a.m, id([].append) == id([].pop))
