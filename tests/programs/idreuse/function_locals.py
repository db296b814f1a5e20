# Does the second object get the place of the first?
def f():
    x = [1]
    return id(x)
print(f() == f())
def g():
    x, y = [1], [2]
    return id(x), id(y)
a, b = g()
c, d = g()
print(a == c, b == d, a == d, b == c)
