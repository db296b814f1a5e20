# Does the second object get the place of the first?
def f(a, b):
    return id(locals())
print(f(1, 2) == f(3, 4))
def g():
    x = 1
    one = locals()
    two = locals()
    return one is two, id(one)
same, place = g()
print(same, id({}) == place)
