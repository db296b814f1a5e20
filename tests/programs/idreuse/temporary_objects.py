# Does the second object get the place of the first?
class A: pass
print(id(A()) == id(A()), A() is A(), id(A()) == id(A()) == id(A()))
