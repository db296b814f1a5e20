# __repr__, __eq__, __hash__ and friends that raise, or change what is being looked at.
import gc


class BadRepr:
    def __repr__(self):
        raise RuntimeError("repr")


class BadEq:
    def __eq__(self, other):
        raise RuntimeError("eq")

    def __hash__(self):
        return 1


class BadHash:
    def __hash__(self):
        raise RuntimeError("hash")


class OddRepr:
    def __repr__(self):
        return 5


class OddHash:
    def __hash__(self):
        return "x"


class OddLen:
    def __len__(self):
        return -1


def attempt(what, *arguments):
    try:
        print(what.__name__, what(*arguments))
    except Exception as error:
        print(what.__name__, type(error).__name__, error)


for container in ([BadRepr()], (BadRepr(),), {"k": BadRepr()}, {1: [BadRepr()]}):
    attempt(repr, container)
    attempt(str, container)
attempt(repr, OddRepr())
attempt(hash, OddHash())
attempt(hash, (1, BadHash()))
attempt(len, OddLen())
attempt(bool, OddLen())
attempt(set, [BadHash()])
attempt(dict.fromkeys, [BadEq(), BadEq()])
attempt(set, [BadEq(), BadEq()])
attempt([BadEq()].index, 3)
attempt([BadEq()].count, 3)
attempt([BadEq()].remove, 3)
attempt([BadEq()].__contains__, 3)
attempt([BadEq()].__eq__, [3])
attempt((BadEq(),).__eq__, (3,))
attempt({"k": BadEq()}.__eq__, {"k": 1})
attempt(lambda: "{!r}".format(BadRepr()))
attempt("%r".__mod__, (BadRepr(),))


class Grows:
    """Its repr makes its list longer."""
    def __repr__(self):
        if len(l) < 10:
            l.append(Grows())
        return "G"


l = [Grows()]
print(l, len(l))


class Shrinks:
    def __repr__(self):
        l.clear()
        return "S"


l = [Shrinks(), 1, 2, 3]
print(l, len(l))
d = {1: 1}


class DictRepr:
    def __repr__(self):
        d.clear()
        d[2] = [3]
        return "D"


d = {1: DictRepr(), 2: 2, 3: 3}
attempt(repr, d)
print(d)


class ClearsOnEq:
    def __init__(self, where):
        self.where = where

    def __eq__(self, other):
        self.where.clear()
        return False

    def __hash__(self):
        return 7


for kind in (list, ):
    l = []
    l += [ClearsOnEq(l) for _ in range(10)]
    print(5 in l, len(l))
    l += [ClearsOnEq(l) for _ in range(10)]
    attempt(l.index, 5)
    l += [ClearsOnEq(l) for _ in range(10)]
    attempt(l.remove, 5)
    l += [ClearsOnEq(l) for _ in range(10)]
    attempt(l.count, 5)
    l += [ClearsOnEq(l) for _ in range(10)]
    other = [ClearsOnEq(l) for _ in range(10)]
    print(l == other, len(l))


class RefillsOnEq(ClearsOnEq):
    """Leaves one key: what CPython 3.11 does with a dict emptied under an insertion depends on stray memory."""
    def __eq__(self, other):
        self.where.clear()
        self.where[0] = self
        return False

    __hash__ = ClearsOnEq.__hash__


d = {0: 0}
for _ in range(5):
    d[RefillsOnEq(d)] = 1
    print(len(d), end=" ")
print(d.get(RefillsOnEq(d)), len(d))
s = set()
for _ in range(5):
    s.add(ClearsOnEq(s))
    print(len(s), end=" ")
print(ClearsOnEq(s) in s)
big = {ClearsOnEq([]) for _ in range(1)}
attempt(lambda: len(big | {ClearsOnEq(big), 1, 2}))
attempt(big.__and__, {ClearsOnEq(big), 1, 2})
attempt(big.difference, {ClearsOnEq(big), 1, 2})
attempt(big.issubset, {ClearsOnEq(big), 1, 2})


class SortMutates:
    def __lt__(self, other):
        l.append(1)
        return True


l = [SortMutates() for _ in range(5)]
attempt(l.sort)
print(len(l))


class KeyMutates:
    def __call__(self, value):
        l.clear()
        return value


l = [3, 1, 2]
key = KeyMutates()
try:
    l.sort(key=key)
except ValueError as error:
    print(error)
print(l)


class DeletesInIter:
    def __iter__(self):
        for i in range(3):
            l.clear()
            yield i


l = [1, 2, 3, 4, 5, 6]
l[1:3] = DeletesInIter()
print(l)


class Index:
    def __index__(self):
        l.clear()
        return 2


l = [1, 2, 3, 4]
attempt(l.__getitem__, Index())
l = [1, 2, 3, 4]
attempt(l.__setitem__, Index(), 1)
l = [1, 2, 3, 4]
attempt(l.__delitem__, Index())
l = [1, 2, 3, 4]
attempt(l.insert, Index(), 1)
l = [1, 2, 3, 4]
attempt(l.pop, Index())
l = [1, 2, 3, 4]
print(l[Index():], l[:Index()], l * Index())
l = [0] * 10
del l[Index():Index()]
print(l)
b = bytearray(b"abcdef")


class ByteIndex:
    def __index__(self):
        b.clear()
        return 3


attempt(b.__setitem__, 0, ByteIndex())
b = bytearray(b"abcdef")
attempt(b.__getitem__, ByteIndex())
b = bytearray(b"abcdef")
attempt(b.append, ByteIndex())
b = bytearray(b"abcdef")
attempt(b.__setitem__, ByteIndex(), 1)
b = bytearray(b"abcdef")
attempt(b.find, b"c", ByteIndex())
b = bytearray(b"abcdef")
attempt(b.insert, ByteIndex(), 1)
print(b, gc.collect())
