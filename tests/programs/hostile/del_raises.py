# stderr: whole
# __del__ that raises, in every place an object can die: CPython reports each and goes on.
import gc


class Raises:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        raise ValueError("del of " + self.name)


class BadText(Exception):
    def __str__(self):
        raise RuntimeError("no text")


class RaisesBadText:
    def __del__(self):
        raise BadText


class RaisesDeep:
    def __del__(self):
        try:
            raise KeyError("first")
        except KeyError as error:
            raise TypeError("second") from error


class BadRepr:
    def __repr__(self):
        raise RuntimeError("no repr")

    def __del__(self):
        raise ValueError("from BadRepr")


def local():
    kept = Raises("local")
    return 5


def during_exception():
    kept = Raises("frame of a failing call")
    raise OSError("the real error")


x = Raises("name")
del x
x = Raises("rebound")
x = None
print(local())
try:
    during_exception()
except OSError as error:
    print("caught", error)
print("after the handler")
numbers = [Raises("element 0"), 1, Raises("element 2")]
numbers.clear()
print(numbers)
table = {"k": Raises("value")}
table["k"] = 2
print(table)
a, b = Raises("cycle a"), Raises("cycle b")
a.other, b.other = b, a
del a, b
print(gc.collect())
x = RaisesBadText()
del x
x = RaisesDeep()
del x
x = BadRepr()
del x
[Raises("comprehension") for _ in range(2)]
print(sum(1 for _ in [Raises("temporary")]))


class Interrupts:
    def __del__(self):
        raise SystemExit(3)


x = Interrupts()
del x
print("SystemExit in __del__ ends nothing")


def generator():
    try:
        yield Raises("in a generator")
    finally:
        raise LookupError("closing")


g = generator()
next(g)
del g
print("end")
