# A class body runs in a frame with names of its own.
class Shape:
    sides = []
    default = sides
    sides.append(0)
    for n in (3, 4):
        sides.append(n)
    table = {n: sides}
    def area(self):
        return self.sides
    alias = area
    del n
s = Shape()
Shape.extra = s.area()
names = "n" in Shape.__dict__
s.sides = Shape.sides
del Shape.default
print(Shape.sides, names, Shape.alias is Shape.area)
