# Which classes match a sequence or a mapping pattern: those registered with collections.abc too, but no str or bytes.
import collections.abc
import collections
import array
class S:
    def __len__(self): return 2
    def __getitem__(self, i): return i
class Sub(S): pass
class T(collections.abc.Sequence):
    def __len__(self): return 2
    def __getitem__(self, i): return "xy"[i]
class MyStr(str): pass
class MyBytes(bytes): pass
class M(collections.abc.Mapping):
    def __len__(self): return 1
    def __iter__(self): return iter("a")
    def __getitem__(self, k): return k
class M2:
    def keys(self): return ["a"]
    def get(self, k, d=None): return 1
    def __getitem__(self, k): return 1
def kind(x):
    match x:
        case [*_]: return "sequence"
        case {**_k}: return "mapping"
        case _: return "neither"
def all_():
    for x in ("ab", b"ab", bytearray(b"ab"), MyStr("ab"), MyBytes(b"a"), range(2), memoryview(b"ab"), (1,), [1], S(), Sub(), T(), M(), M2(), {}, collections.OrderedDict(), collections.Counter(), collections.deque(), array.array("i"), collections.UserList(), collections.UserDict(), collections.UserString("a"), {1}, frozenset(), iter([]), {}.keys(), type.__dict__, collections.ChainMap(), collections.namedtuple("N", "a")(1)):
        print(type(x).__name__, kind(x), isinstance(x, collections.abc.Sequence), isinstance(x, collections.abc.Mapping))
all_()
collections.abc.Sequence.register(S)
collections.abc.Mapping.register(M2)
print("registered")
all_()
collections.abc.MutableSequence.register(MyStr)
print(kind(MyStr("x")), kind("x"))
class Later(S): pass
print(kind(Later()))
