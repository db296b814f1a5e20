# Iterators, formats and buffers that change what a text or bytes operation is working on.
import gc
import struct

gc.disable()


def show(what, f):
    try:
        result = f()
    except Exception as error:
        print(what, type(error).__name__, error)
    else:
        print(what, repr(result)[:160])


parts = ["a", "b"]


class Walk:
    def __iter__(self):
        for p in ("x", "y", "z"):
            parts.clear()
            gc.collect()
            yield p * 2

    def __length_hint__(self):
        raise ValueError("no hint")


class Walk2(list):
    def __iter__(self):
        self.clear()
        return iter(["q", "r"])


def generator():
    for i in range(3):
        parts.append(str(i))
        yield parts[-1]
    parts.clear()


show("str.join", lambda: "-".join(Walk()))
show("str.join of a generator", lambda: "-".join(generator()))
show("str.join of a list", lambda: "-".join(Walk2(["m", "n"])))
show("bytes.join", lambda: b"-".join(p.encode() for p in generator()))
array = bytearray(b"one")


def exports():
    for i in range(3):
        try:
            array.extend(b"!")
        except BufferError as error:
            yield str(error).encode()[:8]
        yield array


show("bytes.join of one buffer", lambda: b"-".join(exports()))
show("bytearray.join", lambda: array.join([array, memoryview(array)]))
print(array)
array.extend(b"?")


class Int:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        array.clear()
        gc.collect()
        return self.n


def put(index, value):
    array[:] = b"abcdef"
    array[index] = value
    return array


show("bytearray set", lambda: put(1, Int(65)))
show("bytearray set at", lambda: put(Int(1), 65))
show("bytearray slice", lambda: put(slice(1, 3), [Int(65), 66]))


def fresh():
    array[:] = b"abcdef"
    return array


show("bytearray append", lambda: fresh().append(Int(65)) or array)
show("bytearray insert", lambda: fresh().insert(3, Int(65)) or array)
show("bytearray insert at", lambda: fresh().insert(Int(3), 65) or array)
show("bytearray extend", lambda: fresh().extend([Int(65), 66, Int(67)]) or array)
show("bytearray pop", lambda: fresh().pop(Int(3)))
show("bytearray find", lambda: fresh().find(b"f", Int(1)))
show("bytearray count", lambda: fresh().count(Int(97)))
show("bytearray in", lambda: Int(97) in fresh())
show("bytearray multiply", lambda: fresh() * Int(2))
show("bytearray translate", lambda: fresh().translate(bytes(range(256)), b"a"))
show("bytearray remove", lambda: fresh().remove(Int(98)) or array)


def inside(f):
    fresh()
    with memoryview(array) as view:
        return f(view)


def change(view, value):
    view[0] = value
    return bytes(view)


class Resize:
    def __index__(self):
        try:
            array.clear()
        except BufferError as error:
            print("refused:", error)
        return 66


show("memoryview set", lambda: inside(lambda v: change(v, Resize())))
show("memoryview cast", lambda: inside(lambda v: v.cast("h")[Resize()]))


class Release:
    def __init__(self, view):
        self.view = view

    def __index__(self):
        self.view.release()
        array.clear()
        gc.collect()
        return 1


def released(f):
    fresh()
    view = memoryview(array)
    return f(view, Release(view))


show("released in set", lambda: released(lambda v, r: change(v, r)))
show("released in get", lambda: released(lambda v, r: v[r]))
show("released in slice", lambda: released(lambda v, r: v[r:]))
show("released in hex", lambda: released(lambda v, r: v.hex("-", r)))
show("released in cast", lambda: released(lambda v, r: v.cast("b", [r])))
show("struct pack_into", lambda: struct.pack_into("bb", fresh(), 0, Resize(), 2) or array)
show("struct pack_into at", lambda: struct.pack_into("bb", fresh(), Int(0), 1, 2) or array)
show("struct unpack_from", lambda: struct.unpack_from("bb", fresh(), Int(0)))
show("struct iter_unpack", lambda: [array.clear() if False else x for x in struct.iter_unpack("bb", fresh())])
rest = struct.iter_unpack("b", fresh())
next(rest)
show("held by iter_unpack", lambda: array.clear())
del rest
show("free again", lambda: array.clear())


class Format:
    def __init__(self, action):
        self.action = action

    def __format__(self, spec):
        self.action()
        gc.collect()
        return "<%s>" % spec

    __str__ = __repr__ = lambda self: self.__format__("s")


row = [1, 2, Format(lambda: row.clear()), 4]
show("repr of a list", lambda: repr(row))
table = {1: 2, 3: Format(lambda: table.clear()), 5: 6}
show("repr of a dict", lambda: repr(table))
group = {Format(lambda: group.clear()), 1}
show("repr of a set", lambda: len(repr(group)) > 3)
row = [1, 2, Format(lambda: row.clear())]
show("format", lambda: "{0[2]} {0}".format(row))
row = [Format(lambda: row.clear()), 2]
show("f-string", lambda: f"{row[0]:>5} {row!r} {len(row)}")
row = [Format(lambda: row.clear()), 2]
show("percent", lambda: "%s %s" % (row[0], row))
show("print", lambda: print(*[Format(lambda: gc.collect()), 1], sep=Format and ";"))


class Table:
    def __init__(self):
        self.seen = []

    def __getitem__(self, c):
        self.seen.append(c)
        gc.collect()
        return None if c == 98 else "[%c]" % c if c < 100 else c


show("translate", lambda: "abcde".translate(Table()))


class Old(str):
    def __eq__(self, other):
        gc.collect()
        return True

    __hash__ = str.__hash__


show("replace", lambda: "abcabc".replace(Old("b"), Old("xx")))
show("split", lambda: Old("a b c").split(Old(" ")))
show("startswith", lambda: "abc".startswith((Old("x"), Old("ab"))))
show("sum of lists", lambda: sum(([i] for i in range(3)), row))


class Path:
    def __init__(self, n):
        self.n = n

    def __radd__(self, other):
        gc.collect()
        return (other, self.n)

    def __mul__(self, other):
        gc.collect()
        return self

    def __hash__(self):
        gc.collect()
        return 1


show("sum of others", lambda: sum([Path(1), Path(2)], 0))
show("int from text", lambda: int(type("T", (), {"__trunc__": lambda self: Int(3), "__int__": lambda self: gc.collect() * 0 + 7})()))
show("hash of a tuple", lambda: hash((Path(1), Path(2))) != 0)
show("zip strict", lambda: list(zip(generator(), generator(), strict=True)))
