# Constants of one script are shared between functions.
def f():
    t = (1, 2, "three")
    return t
def g():
    u = (1, 2, "three")
    return u
a = f()
b = g()
c = (1, 2, "three")
x = 3.25
y = 3.25
def h():
    return 3.25
z = h()
same = a is b and b is c
floats = x is y and y is z
folded = (1, 2) + ("three",)
eq = folded == c
print(same, floats, eq)
