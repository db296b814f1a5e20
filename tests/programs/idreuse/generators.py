# Does the second object get the place of the first?
def g():
    yield 1
print(id(g()) == id(g()))
x = g()
old = id(x)
del x
y = g()
print(id(y) == old)
next(y)
z = g()
print(id(z) == old)
