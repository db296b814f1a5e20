# One object bound to many targets in one statement.
class Box:
    pass
a = b = c = []
box = Box()
box.one = box.two = a
d = {}
d["k"] = box.three = b
a.append(1)
b = 0
del box.two
c = d["k"]
print(c is box.one, a)
