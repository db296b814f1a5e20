# A million levels of everything are freed without a crash.
def nest(n, make):
    x = None
    for _ in range(n):
        x = make(x)
    return x


class Node:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


x = nest(1000000, lambda x: [x])
del x
print("lists")
x = nest(1000000, Node)
del x
print("nodes")
x = nest(200000, lambda x: (x, 1))
x = 1
print("tuples")
x = nest(200000, lambda x: {1: x})
x = 1
print("dicts")
x = nest(100000, lambda x: (lambda: x))
x = 1
print("closures")
x = nest(100000, lambda x: x.__repr__)
x = 1
print("bound methods")
x = nest(100000, lambda x: iter([x]))
x = 1
print("iterators")
x = nest(50000, lambda x: map(len, [x]))
x = 1
print("maps")


def generator(x):
    yield x


x = nest(50000, generator)
x = 1
print("generators")


def started(x):
    g = generator(x)
    next(g)
    return g


x = nest(50000, started)
x = 1
print("started generators")


class E(Exception):
    pass


def chain(x):
    e = E()
    e.__cause__ = x
    return e


x = nest(50000, chain)
x = 1
print("exceptions")
x = nest(50000, lambda x: type("T", (), {"x": x}) if x is None else {"k": [(x,)]})
x = 1
print("mixed")
import collections
import functools
x = nest(50000, lambda x: collections.deque([x]))
x = 1
print("deques")
x = nest(50000, lambda x: functools.partial(len, x))
x = 1
print("partials")
x = nest(50000, lambda x: slice(x, 1))
x = 1
print("slices")
x = nest(50000, lambda x: property(x))
x = 1
print("properties")
x = nest(50000, lambda x: staticmethod(x))
x = 1
print("static methods")
x = nest(50000, lambda x: zip([x]))
x = 1
print("zips")
x = nest(50000, lambda x: collections.OrderedDict(a=x))
x = 1
print("ordered")
