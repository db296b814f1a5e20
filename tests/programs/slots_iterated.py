# What __slots__ says is asked for its items while only the class's own dict holds it; bytearray(list) with its items.
import sys


class Source:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        print("references to the source:", sys.getrefcount(self))
        return iter(self.items)


made = type("Made", (), {"__slots__": Source("a", "b")})
print(made.__slots__.items, sys.getrefcount(made.__slots__))


class Written:
    __slots__ = Source("x")


class Index:
    def __index__(self):
        print("references to the list:", sys.getrefcount(values))
        return 65


values = [Index(), 66]
array = bytearray(values)
array[:1] = values
array.__init__(values)
array.extend(values)
values = (Index(), 1, 2)
array[:3] = values
print(array)
