# A collection may begin at any allocation: also while a built-in function holds what nothing else does.
import gc
import struct
import types


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases, **words):
        return dict(words)

    def __new__(cls, name, bases, space, **words):
        return super().__new__(cls, name, bases, space)

    def __init__(self, name, bases, space, **words):
        pass


class Wrong:
    def __repr__(self):
        return 5

    def __str__(self):
        return 5

    def __format__(self, spec):
        return 5

    def __bytes__(self):
        return "s"

    def __iter__(self):
        return 5


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class NoException(BaseException):
    def __new__(cls):
        return [5]


class Called:
    def __call__(self, *args, **words):
        return args, words


def raising():
    raise NoException


def returning(value):
    yield 1
    return value


def exhaust(value):
    g = returning(value)
    next(g)
    try:
        next(g)
    except StopIteration as e:
        return e.value


def send(value):
    g = returning(value)
    g.send(None)
    g.send(None)


def meta():
    class A(metaclass=Meta, word=1, other=2):
        pass
    return A.word, A.other


ways = [
    meta,
    lambda: exhaust("a" + str(1)),
    lambda: send("b" + str(2)),
    lambda: Called()(1, 2, a=3, b=4),
    lambda: types.SimpleNamespace(a=1, b=[2]),
    lambda: compile("a b", "f", "exec"),
    lambda: compile("return 1", "f", "exec"),
    lambda: compile("def f(a, a): pass", "f", "exec"),
    lambda: compile("match x:\n  case a: pass\n  case b: pass", "f", "exec"),
    lambda: compile("match x:\n  case (a, a): pass", "f", "exec"),
    lambda: compile("match x:\n  case {'a': 1, 'a': 2}: pass", "f", "exec"),
    lambda: eval("1 in {1, 2, 1}"),
    lambda: repr(Wrong()),
    lambda: str(Wrong()),
    lambda: format(Wrong()),
    lambda: bytes(Wrong()),
    lambda: iter(Wrong()),
    raising,
    lambda: range(10)[Index(12)],
    lambda: range(10)[Index(-12)],
    lambda: range(10)[Index(2):Index(8):Index(3)],
    lambda: range(10)[2:"x"],
    lambda: pow(2, -1, 4),
    lambda: pow(3, -1, 7),
    lambda: pow(2, -2),
    lambda: pow(0, -1),
    lambda: (2 ** 70).to_bytes(3, "big"),
    lambda: (-1).to_bytes(0, "big"),
    lambda: "".join(c for c in ["a", "b", 3]),
    lambda: b"a,b,c".split(bytes(1)[:0]),
    lambda: bytearray(b"a,b,c").partition(bytes([44, 97])[:1]),
    lambda: b"a,b,c".rsplit(bytes([44, 97])[:1]),
    lambda: b"abc".translate(bytes(5)),
    lambda: bytes.maketrans(bytes(2), bytes(3)),
    lambda: int(bytes([49, 255, 50])),
    lambda: bytes([0xC3, 0x28]).decode(),
    lambda: struct.unpack("3s", bytes([97, 98, 99])),
    lambda: struct.unpack("i", bytes(3)),
    lambda: struct.pack_into("i", bytearray(3), 2, 1),
    lambda: len(list(meta.__code__.co_lines())) > 0,
    lambda: len(list(meta.__code__.co_positions())) > 0,
]

keep = []
for way in ways:
    texts = set()
    for turn in range(6):
        gc.set_threshold(1, 1000, 1000)
        try:
            r = way()
            text = r if isinstance(r, str) else repr(r)
        except (Exception, NoException) as e:
            text = type(e).__name__ + ": " + str(e)
        gc.set_threshold(700, 10, 10)
        keep.append([])
        texts.add(text)
        r = e = None
    print(*sorted(texts))
    gc.collect()  # nothing is left for a later way
