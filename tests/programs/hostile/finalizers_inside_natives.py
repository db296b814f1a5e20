# What a built-in lets go of at its end may run code: its result is in hand already.
import copy
import functools
import gc
import itertools
import math
import operator
import struct

gc.disable()  # when a collection comes by itself depends on what importing made
log = []


class Iterator:
    def __init__(self, items):
        self.items = list(items)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.items:
            raise StopIteration
        return self.items.pop(0)

    def __del__(self):
        x = [1]
        log.append("iterator dies %d" % len(x))


class Source:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        return Iterator(self.items)


class Name(str):
    def __del__(self):
        x = {"a": 1}
        log.append("name dies %d" % len(x))


class Callable:
    def __init__(self, result):
        self.result = result

    def __call__(self, *args, **kwargs):
        return self.result

    def __del__(self):
        x = (1, [2])
        log.append("callable dies %d" % len(x))


class Lookup:
    """Every method is found anew, and dies after the call."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Callable([name])


def show(what, f):
    del log[:]
    try:
        result = f()
    except Exception as error:
        result = error
    print(what, repr(result) if not hasattr(result, "__next__") else list(result), log)


numbers = lambda: Source(3, 1, 2)
for f in (list, tuple, set, frozenset, sorted, sum, any, all, max, min, bytes, bytearray, enumerate, zip, dict, math.prod, math.fsum):
    show(f.__name__, lambda: f(numbers()))
pairs = lambda: Source(("a", 1), ("b", 2))
show("dict of pairs", lambda: dict(pairs()))
show("update", lambda: {}.update(pairs()))
show("fromkeys", lambda: dict.fromkeys(numbers()))
show("extend", lambda: [].extend(numbers()))
show("join", lambda: "-".join(Source("x", "y")))
show("bytes join", lambda: b"-".join(Source(b"x", b"y")))
show("union", lambda: {1}.union(numbers()))
show("intersection", lambda: {1}.intersection(numbers()))
show("issubset", lambda: {1}.issubset(numbers()))
show("isdisjoint", lambda: {7}.isdisjoint(numbers()))
show("contains", lambda: 2 in numbers())
show("countOf", lambda: operator.countOf(numbers(), 1))
show("indexOf", lambda: operator.indexOf(numbers(), 2))
show("reduce", lambda: functools.reduce(operator.add, numbers()))
show("partial", lambda: functools.partial(Callable("called"), Name("argument"))())
show("product", lambda: list(itertools.product(numbers(), repeat=2))[-1])
show("permutations", lambda: len(list(itertools.permutations(numbers()))))
show("combinations", lambda: list(itertools.combinations(numbers(), 2)))
show("chain", lambda: list(itertools.chain(numbers(), numbers())))
show("chain.from_iterable", lambda: list(itertools.chain.from_iterable(Source(numbers(), numbers()))))
show("islice", lambda: list(itertools.islice(numbers(), 2)))
show("accumulate", lambda: list(itertools.accumulate(numbers())))
show("zip_longest", lambda: list(itertools.zip_longest(numbers(), Source(1))))
show("tee", lambda: [list(t) for t in itertools.tee(numbers())])
show("groupby", lambda: [k for k, g in itertools.groupby(numbers())])
show("starmap", lambda: list(itertools.starmap(max, Source((1, 2), (3, 4)))))
show("takewhile", lambda: list(itertools.takewhile(lambda x: x > 2, numbers())))
show("dropwhile", lambda: list(itertools.dropwhile(lambda x: x > 2, numbers())))
show("compress", lambda: list(itertools.compress("abc", Source(1, 0, 1))))
show("cycle", lambda: list(itertools.islice(itertools.cycle(numbers()), 5)))
show("map", lambda: list(map(lambda x: x + 1, numbers())))
show("filter", lambda: list(filter(None, numbers())))
show("unpack", lambda: (lambda a, b, c: [a, b, c])(*numbers()))
show("starred", lambda: [*numbers(), *numbers()])
show("keywords", lambda: dict(**{Name("k"): Name("v")}))
show("getattr", lambda: Lookup().anything.result)
show("method", lambda: Lookup().anything())
show("methodcaller", lambda: operator.methodcaller("run", 1)(Lookup()))
show("attrgetter", lambda: operator.attrgetter("some")(Lookup()).result)
show("format", lambda: "{}|{!r:>5}".format(Name("a"), Name("b")))
show("percent", lambda: "%s %r" % (Name("a"), Name("b")))
abab, pair, small = Name("abab"), Name("a,b"), Name("abc")
show("replace", lambda: abab.replace(Name("a"), Name("c")))
show("split", lambda: pair.split(Name(",")))
show("upper", lambda: small.upper())
show("add", lambda: Name("a") + Name("b"))
show("str", lambda: str(Name("abc")))
show("int", lambda: int(Name("17")))
show("float", lambda: float(Name("1.5")))
show("struct", lambda: struct.pack(Name("<i"), 1))
show("eval", lambda: eval(Name("1 + 1")))
show("type", lambda: type(Name("C"), (), {}).__name__ == "C")
show("getattr of a name", lambda: getattr([], Name("append"))(1))
show("setattr", lambda: setattr(Lookup(), Name("a"), Name("b")))
show("cmp_to_key", lambda: sorted([2, 1], key=functools.cmp_to_key(Callable(1))))
show("deepcopy", lambda: copy.deepcopy([Name("a"), [Name("b")]]))


class Converts:
    def __init__(self, **methods):
        self.methods = methods

    def __len__(self):
        return 2

    def __index__(self):
        return Large(5)

    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return Name(i)

    def __contains__(self, x):
        return Callable(1)

    def __round__(self, n=None):
        return Name("rounded")

    def __format__(self, spec):
        return Name("formatted")

    def __reversed__(self):
        return Iterator([1, 2])

    def __dir__(self):
        return Source("b", "a")

    def __bytes__(self):
        return Bytes(b"abc")

    def __divmod__(self, other):
        return Name("divided")

    def __missing__(self, key):
        return Name(key)

    def __del__(self):
        x = [1]
        log.append("converted dies %d" % len(x))


class Large(int):
    def __del__(self):
        x = [1]
        log.append("number dies %d" % len(x))


class Bytes(bytes):
    def __del__(self):
        x = [1]
        log.append("bytes die %d" % len(x))


for f in (len, list, tuple, bool, round, format, reversed, dir, repr, bytes, max, "{}".format, sorted):
    if f is not repr:
        show(getattr(f, "__name__", f), lambda: f(Converts()))
show("divmod", lambda: divmod(Converts(), 1))
show("in", lambda: 3 in Converts())
show("index", lambda: [10, 11, 12, 13, 14, 15][Large(3)])
show("range", lambda: range(Large(3), Large(5), Large(1)))
show("slice", lambda: "abcdef"[Large(1):Large(3)])
show("repeat", lambda: [1] * Large(2))
show("sum of numbers", lambda: sum([Large(1), Large(2)], Large(3)))
show("max of numbers", lambda: max(Large(1), Large(2), key=lambda x: Large(-x)))
show("pow", lambda: pow(Large(2), Large(3), Large(5)))
show("gcd", lambda: math.gcd(Large(4), Large(6)))
show("isqrt", lambda: math.isqrt(Large(17)))
show("comb", lambda: math.comb(Large(5), Large(2)))
show("hash", lambda: hash(Large(7)))
show("bytes concatenation", lambda: Bytes(b"a") + Bytes(b"b"))
show("from_bytes", lambda: int.from_bytes(Bytes(b"\0\1"), "big"))


class Missing(dict):
    def __missing__(self, key):
        return Callable(key)()


show("missing", lambda: Missing()[Name("k")])
show("get", lambda: {}.get(Name("k"), Name("d")))
show("setdefault", lambda: {}.setdefault("k", Name("d")))
show("pop", lambda: {"k": Name("d")}.pop("k"))
show("popitem", lambda: {Name("k"): Name("d")}.popitem())


def generator():
    held = Name("held")
    got = yield held
    del held
    return Name("returned")


def delegating():
    result = yield from generator()
    yield result


show("generator", lambda: list(generator()))
show("delegating", lambda: list(delegating()))
show("throw", lambda: generator().throw(ValueError(Name("thrown"))))
show("close", lambda: generator().close())
show("class", lambda: type("D", (Source,), {"__slots__": Source("a", "b")}).__slots__.items)
log = []
