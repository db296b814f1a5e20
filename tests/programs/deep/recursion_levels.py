# How deep calls nest before Python gives up: what counts as a level, in the first runs of a function and after eight.
import functools
import operator
import sys

n = 0
sys.setrecursionlimit(100)

class R:

    def __repr__(self):
        global n
        n += 1
        return repr(self)

    def __str__(self):
        global n
        n += 1
        return str(self)

    def __eq__(self, other):
        global n
        n += 1
        return self == other

    def __lt__(self, other):
        global n
        n += 1
        return self < other

    def __hash__(self):
        global n
        n += 1
        return hash(self)

    def __len__(self):
        global n
        n += 1
        return len(self)

    def __bool__(self):
        global n
        n += 1
        return bool(self)

    def __iter__(self):
        global n
        n += 1
        return iter(self)

    def __getattr__(self, name):
        global n
        n += 1
        return getattr(self, name + "x")

    def __setattr__(self, name, value):
        global n
        n += 1
        setattr(self, name + "x", value)

    def __delattr__(self, name):
        global n
        n += 1
        delattr(self, name + "x")

    def __getitem__(self, key):
        global n
        n += 1
        return self[key]

    def __setitem__(self, key, value):
        global n
        n += 1
        self[key] = value

    def __delitem__(self, key):
        global n
        n += 1
        del self[key]

    def __call__(self):
        global n
        n += 1
        return self()

    def __add__(self, other):
        global n
        n += 1
        return self + other

    def __radd__(self, other):
        global n
        n += 1
        return other + self

    def __iadd__(self, other):
        global n
        n += 1
        self += other

    def __neg__(self):
        global n
        n += 1
        return -self

    def __contains__(self, x):
        global n
        n += 1
        return x in self

    def __index__(self):
        global n
        n += 1
        return [1][self]

    def __int__(self):
        global n
        n += 1
        return int(self)

    def __float__(self):
        global n
        n += 1
        return float(self)

    def __complex__(self):
        global n
        n += 1
        return complex(self)

    def __abs__(self):
        global n
        n += 1
        return abs(self)

    def __round__(self, k=None):
        global n
        n += 1
        return round(self)

    def __divmod__(self, other):
        global n
        n += 1
        return divmod(self, other)

    def __pow__(self, other):
        global n
        n += 1
        return pow(self, other)

    def __reversed__(self):
        global n
        n += 1
        return reversed(self)

    def __format__(self, how):
        global n
        n += 1
        return format(self, how)

    def __dir__(self):
        global n
        n += 1
        return dir(self)

    def __next__(self):
        global n
        n += 1
        return next(self)

    def __instancecheck__(self, other):
        global n
        n += 1
        return isinstance(other, self)

    def __subclasscheck__(self, other):
        global n
        n += 1
        return issubclass(other, self)

    def __missing__(self, key):
        global n
        n += 1
        return self[key]

    def __bytes__(self):
        global n
        n += 1
        return bytes(self)

    def __length_hint__(self):
        global n
        n += 1
        return operator.length_hint(self)

    def __enter__(self):
        global n
        n += 1
        with self:
            pass

    def __exit__(self, *a):
        pass
    @property
    def prop(self):
        global n
        n += 1
        return self.prop
class D(dict):

    def __missing__(self, key):
        global n
        n += 1
        return self[key]
class N:

    def __new__(cls, *a):
        global n
        n += 1
        return cls(1)
class I:

    def __init__(self, *a):
        global n
        n += 1
        I()
class M(type):

    def __call__(cls, *a):
        global n
        n += 1
        return cls()
class MM(metaclass=M): pass
class Desc:

    def __get__(self, o, t):
        global n
        n += 1
        return o.it

    def __set__(self, o, v):
        global n
        n += 1
        o.it = 3
class HasDesc:
    it = Desc()
class Part:
    pass
def down(*a):
    global n
    n += 1
    return f(*a)
def run(name, what):
    global n
    n = 0
    try:
        what()
        print(name, n, "no error")
    except RecursionError as error:
        print(name, n, error)
    except Exception as error:
        print(name, n, type(error).__name__, error)
r = R()
h = HasDesc()
tests = {
"repr": lambda: repr(r), "str": lambda: str(r), "eq": lambda: r == 1, "lt": lambda: r < 1, "hash": lambda: hash(r), "len": lambda: len(r), "bool": lambda: bool(r),
"iter": lambda: iter(r), "getattr": lambda: r.y, "setattr": lambda: setattr(r, "y", 1), "delattr": lambda: delattr(r, "y"), "getitem": lambda: r[1],
"setitem": lambda: r.__setitem__(1, 2), "delitem": lambda: r.__delitem__(1), "call": lambda: r(), "add": lambda: r + 1, "radd": lambda: 1 + r, "iadd": lambda: r.__iadd__(1), "neg": lambda: -r,
"contains": lambda: 1 in r, "index": lambda: [1][r], "int": lambda: int(r), "float": lambda: float(r), "complex": lambda: complex(r), "abs": lambda: abs(r), "round": lambda: round(r),
"divmod": lambda: divmod(r, 1), "pow": lambda: pow(r, 1), "reversed": lambda: reversed(r), "format": lambda: format(r, ""), "fstring": lambda: f"{r}", "dir": lambda: dir(r), "next": lambda: next(r),
"isinstance": lambda: isinstance(1, r), "issubclass": lambda: issubclass(int, r), "bytes": lambda: bytes(r), "length_hint": lambda: operator.length_hint(r), "with": r.__enter__, "prop": lambda: r.prop,
"missing": lambda: D()[1], "new": lambda: N(), "init": lambda: I(), "metacall": lambda: MM(), "descr get": lambda: h.it, "descr set": lambda: setattr(h, "it", 1),
}
for _ in range(2):
    for name, what in tests.items():
        run(name, what)

for name, f in {
    "sorted": lambda *a: sorted([1, 2], key=down),
    "sort": lambda *a: [1].sort(key=down),
    "max": lambda *a: max([1], key=down),
    "map next": lambda *a: next(map(down, [1])),
    "reduce": lambda *a: functools.reduce(down, [1, 2]),
    "partial": lambda *a: functools.partial(down)(),
    "sum": lambda *a: sum(down() for i in [1]),
    "eval compiled": (lambda c: lambda *a: eval(c))(compile("down()", "", "eval")),
    "methodcaller": lambda *a: operator.methodcaller("__call__")(down),
    "lru": functools.lru_cache(None)(lambda *a: down(len(a), *a[:1])),
    "iter call": lambda *a: next(iter(down, 5)),
}.items():
    run("via " + name, f)
    run("via " + name, f)
