# Does the second object get the place of the first?
def make(n):
    def f(): return n
    return f
a = make(1)
cell = id(a.__closure__[0])
old = id(a)
del a
b = make(2)
print(id(b) == old, id(b.__closure__[0]) == cell)
