# gc.is_tracked: atomic values never, containers from their making on, tuples and dicts until a collection looks.
import gc

gc.collect()
gc.disable()
atomic = [0, 1.5, 2j, "text", b"bytes", None, True, ..., NotImplemented, range(3), slice(1, 2)]
print([gc.is_tracked(x) for x in atomic])


class Node:
    pass


class Slots:
    __slots__ = ("a",)


class Empty:
    __slots__ = ()


def function():
    yield


made = [[], {}, set(), frozenset(), (), (1, [2]), Node(), Slots(), Empty(), function, function(), Node, len, iter([]), bytearray(),
        memoryview(b""), object(), lambda: 0, Exception(), property(), [].append, gc, {1: 2}.items(), zip(), enumerate([])]
print([gc.is_tracked(x) for x in made])
numbers = tuple([1, 2, 3])
nested = (numbers, ("a", None))
mixed = (numbers, [])
print(gc.is_tracked(numbers), gc.is_tracked(nested), gc.is_tracked(mixed))
gc.collect()
print(gc.is_tracked(numbers), gc.is_tracked(nested), gc.is_tracked(mixed))
table = {}
print(gc.is_tracked(table))
table["a"] = 1
table["b"] = (1, 2)
print(gc.is_tracked(table))
table["c"] = []
print(gc.is_tracked(table))
del table["c"]
print(gc.is_tracked(table))
gc.collect()
print(gc.is_tracked(table))
copy = dict(table)
print(gc.is_tracked(copy), gc.is_tracked({"x": 1}), gc.is_tracked({"x": []}), gc.is_tracked(dict.fromkeys("ab")))
