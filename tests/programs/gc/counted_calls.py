# What the collector counts for a call, a mistake, a class, an eval(): an allocation that stays waits in no free list.
import functools
import gc
import itertools
import math
import operator
import types
import weakref

gc.disable()


class A:
    pass


class S:
    __slots__ = ("a", "b")


class Meta(type):
    def __new__(m, n, b, d, **k):
        return super().__new__(m, n, b, d)

    def __init__(m, n, b, d, **k):
        super().__init__(n, b, d)


class P:
    def __init__(self, x=1):
        self.x = x

    def __call__(self, *a, **k):
        return a, k

    def __getattr__(self, n):
        raise AttributeError(n)

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return True

    def __eq__(self, o):
        return True

    def __lt__(self, o):
        return self.x < o.x

    def __hash__(self):
        return 1

    def __add__(self, o):
        return P(self.x + o.x)

    @property
    def prop(self):
        return self.x

    @classmethod
    def cm(cls, *a):
        return cls()

    @staticmethod
    def sm(*a):
        return a


class Bad:
    def __repr__(self):
        return 5

    __str__ = __bytes__ = __iter__ = __bool__ = __format__ = __repr__

    def __len__(self):
        return -1

    def __hash__(self):
        return "x"

    def __index__(self):
        return "x"


class E(Exception):
    pass


class E2(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)


def gen():
    x = yield 1
    yield x


def gen2():
    yield from gen()


def genf():
    try:
        yield 1
    finally:
        pass


def f(*a, **k):
    return a, k


def g(a, b=2, *, c=3):
    return a


def clos():
    x = []

    def inner():
        return x

    return inner


def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k):
        return fn(*a, **k)

    return w


@deco
def decorated(x):
    return [x]


@functools.lru_cache
def cached(n):
    return [n]


async def co():
    return 1


p, a, L, D, T, ST, s, by = P(), A(), [3, 1, 2], {"a": 1, "b": 2}, (1, 2), {1, 2}, "abc", b"abc"


def counted(operation, space):
    keep = list(map(list, [()] * 20))  # what is let go of is counted, too
    before = gc.get_count()[0]
    try:
        eval(operation, space)
    except BaseException as error:
        error = None
    return gc.get_count()[0] - before


for text in r'''
int("x")
int([])
str(Bad())
bytes(Bad())
list(L)
dict(D)
{}.pop("x")
{[]: 1}
1.0 / 0
(5).x
f(**D)
g(1, 2, 3)
"".join(5)
"%(a)s" % D
A(1)
P()(1, a=2)
P()(1, 2, a=3, b=4)
P()(**D)
5 < "x"
min([])
max(D, key=D.get)
list(zip(L, T))
next(iter([]))
gen()
cached([])
functools.partial(f, a=1)(b=2)
itertools.chain(L, L)
list(itertools.islice(L, 2))
operator.itemgetter(0)(L)
operator.attrgetter("x")(p)
operator.methodcaller("upper")(s)
weakref.ref(5)
Meta("X", (), {})
Meta("X", (), {}, k=1)
isinstance(5, int)
hasattr(a, "nope")
vars(5)
A.__mro__
super(P, p)
L.__len__()
int.__new__(int, "x")
Exception("x")
E2(1)
eval("1")
eval("1 +")
eval("[1, 2]")
eval("lambda x: x")
eval("{1: 2}")
exec("x = 5")
exec("class C: pass")
exec("return 1")
exec("del zzz")
exec("x: int = 5")
math.log(0)
bytes([300])
memoryview(bytearray(b"ab")).tolist()
slice(1, 2)
list(range(5))
print(sep=5)
T + T
set().pop()
(*L,)
str.maketrans("a", "b")
types.MappingProxyType(D)
compile("1", "x", "eval")
locals()
zip(5)
filter(None)
'''.strip().split("\n"):
    code = compile(text, "text", "eval")
    gc.collect()
    counted(code, globals())  # what is made at the first time only
    gc.collect()
    print(text, counted(code, globals()))
