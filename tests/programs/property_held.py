# A property is held while its getter runs, each time; a getter that fails lets go of it.
import sys


class Shape:
    def __init__(self, side):
        self.side = side

    @property
    def held(self):
        return sys.getrefcount(Shape.__dict__["held"])

    @property
    def fails(self):
        return self.side / 0

    @property
    def steps(self):
        yield self.side
        yield sys.getrefcount(self)

    @property
    def vanishes(self):
        del Shape.vanishes
        return [self.side]


def ask(shape):
    return shape.held


shape = Shape(3)
print([ask(shape) for i in range(12)], shape.held)


def tries(shape):
    try:
        return shape.fails
    except ZeroDivisionError as error:
        return sys.getrefcount(Shape.__dict__["fails"])


print([tries(shape) for i in range(12)])
for i in range(12):
    steps = list(shape.steps)
print(steps)
for i in range(3):
    try:
        print(shape.vanishes)
    except AttributeError as error:
        print(error)
