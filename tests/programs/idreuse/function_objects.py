# Does the second object get the place of the first?
def make():
    return lambda: 0
print(id(make()) == id(make()))
f = make()
old = id(f)
del f
g = make()
print(id(g) == old)
