# copy.copy and copy.deepcopy of every built-in kind: what is shared, what is new, what refuses.
import array
import collections
import copy
import functools
import io
import itertools
import operator
import types
import weakref
from fractions import Fraction
from decimal import Decimal


class Plain:
    def __init__(self, v):
        self.v = v


class Slots:
    __slots__ = ("v", "w")

    def __init__(self, v):
        self.v = v


class Both(Slots):
    def __init__(self, v):
        super().__init__(v)
        self.x = v


class SubList(list):
    pass


class SubDict(dict):
    pass


class SubTuple(tuple):
    pass


class SubInt(int):
    pass


class SubSet(set):
    pass


class State:
    def __init__(self):
        self.v = [1]

    def __getstate__(self):
        return {"v": self.v, "from": "getstate"}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.seen = sorted(state)


class Args:
    def __new__(cls, a, b=0):
        self = super().__new__(cls)
        self.a, self.b = a, b
        return self

    def __getnewargs__(self):
        return (self.a, self.b)


class KwArgs:
    def __new__(cls, *, a):
        self = super().__new__(cls)
        self.a = a
        return self

    def __getnewargs_ex__(self):
        return (), {"a": self.a}


class Reduce:
    def __init__(self, v):
        self.v = v

    def __reduce__(self):
        return Reduce, (self.v,)


class ReduceStr:
    def __reduce__(self):
        return "name"


class ReduceEx:
    def __init__(self, v=None):
        self.v = v

    def __reduce_ex__(self, protocol):
        print("protocol", protocol)
        return ReduceEx, (self.v,)


class Custom:
    def __init__(self, v):
        self.v = v

    def __copy__(self):
        print("__copy__")
        return Custom(self.v)

    def __deepcopy__(self, memo):
        print("__deepcopy__", type(memo).__name__)
        return Custom(copy.deepcopy(self.v, memo))


def function():
    pass


def generator():
    yield 1


Point = collections.namedtuple("Point", "x y")
inner = [1, 2]
values = [
    ("list", [inner, 1]), ("tuple", (inner, 1)), ("tuple of atoms", (1, "a")), ("dict", {"k": inner}), ("set", {1, 2}),
    ("frozenset", frozenset({1, 2})), ("bytearray", bytearray(b"ab")), ("bytes", b"ab"), ("int", 10**30), ("float", 1.5),
    ("complex", 1j), ("str", "text"), ("None", None), ("bool", True), ("range", range(3)), ("slice", slice(1, 2)),
    ("ellipsis", ...), ("type", int), ("class", Plain), ("function", function), ("lambda", lambda: 1), ("builtin", len),
    ("bound builtin", inner.append), ("property", property()), ("plain", Plain(inner)), ("slots", Slots(inner)), ("both", Both(inner)),
    ("sub list", SubList([inner])), ("sub dict", SubDict(k=inner)), ("sub tuple", SubTuple([inner])), ("sub int", SubInt(5)),
    ("sub set", SubSet({1})), ("state", State()), ("newargs", Args([1], 2)), ("newargs_ex", KwArgs(a=[1])), ("reduce", Reduce(inner)),
    ("reduce str", ReduceStr()), ("reduce_ex", ReduceEx(inner)), ("custom", Custom(inner)), ("method", Plain(inner).__init__),
    ("namedtuple", Point(inner, 2)), ("deque", collections.deque([inner])), ("ordered", collections.OrderedDict(k=inner)),
    ("default", collections.defaultdict(list, k=inner)), ("counter", collections.Counter("aab")), ("array", array.array("i", [1, 2])),
    ("namespace", types.SimpleNamespace(v=inner)), ("partial", functools.partial(function, inner)), ("exception", ValueError("x", inner)),
    ("fraction", Fraction(1, 3)), ("decimal", Decimal("1.5")), ("object", object()), ("chainmap", collections.ChainMap({"a": inner})),
    ("list iterator", iter([1, 2, 3])), ("dict iterator", iter({1: 2})), ("count", itertools.count(3)), ("chain", itertools.chain([1], [2])),
    ("enumerate", enumerate("ab")), ("zip", zip("ab", "cd")), ("map", map(str, [1])), ("reversed", reversed([1, 2])), ("range iterator", iter(range(3))),
    ("itemgetter", operator.itemgetter(1)), ("attrgetter", operator.attrgetter("a")), ("weakref", weakref.ref(function)), ("str iterator", iter("ab")),
    ("generator", generator()), ("module", copy), ("frame code", function.__code__), ("mappingproxy", types.MappingProxyType({})),
    ("memoryview", memoryview(b"ab")), ("dict keys", {1: 2}.keys()), ("dict items", {1: 2}.items()),
    ("cell", (lambda: inner).__closure__), ("staticmethod", staticmethod(function)), ("classmethod", classmethod(function)), ("userlist", collections.UserList([inner])),
    ("userdict", collections.UserDict(k=inner)), ("generic alias", list[int]), ("union", int | str), ("super", super(Both, Both(1))), ("pattern", None), ("StringIO", io.StringIO("text")), ("BytesIO", io.BytesIO(b"text")),
]


def cells():
    local = inner
    return (lambda: local).__closure__[0]


values.append(("real cell", cells()))


def parts(o):
    if isinstance(o, (list, tuple, collections.deque)):
        return list(o)
    if isinstance(o, dict):
        return list(o.values())
    found = []
    for name in ("v", "w", "x", "a", "b", "data"):
        try:
            found.append(getattr(o, name))
        except Exception:
            pass
    return found


for name, value in values:
    for what in (copy.copy, copy.deepcopy):
        try:
            made = what(value)
        except Exception as error:
            print(name, what.__name__, type(error).__name__, error)
            continue
        same = made is value
        shared = [a is b for a, b in zip(parts(made), parts(value))]
        print(name, what.__name__, "same" if same else "new", type(made).__name__, shared)
        if name in ("state", "counter", "partial", "count"):
            print("   ", sorted(vars(made)) if name == "state" else made if name in ("counter", "count") else "")
