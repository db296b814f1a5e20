# Does the second object get the place of the first?
def outer(n):
    def inner():
        return n
    return id(inner), id(inner.__closure__[0])
print(outer(1) == outer(2))
def keep(n):
    def inner():
        return n
    return inner
a = keep(1)
cell = id(a.__closure__[0])
function = id(a)
del a
b = keep(2)
print(id(b) == function, id(b.__closure__[0]) == cell)
c = keep(3)
print(id(c) in (function, cell), c(), b())
