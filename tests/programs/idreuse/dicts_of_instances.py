# Does the second object get the place of the first?
class Point:
    def __init__(self, x):
        self.x = x
p = Point(1)
old = id(p.__dict__)
del p
q = Point(2)
print(id(q.__dict__) == old)
d = {}
print(id(d) == old)
del q
e = {}
print(id(e) == old, id(e) == id(d))
print(id(Point(1).__dict__) == id(Point(2).__dict__))
