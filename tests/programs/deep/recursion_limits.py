# sys.setrecursionlimit out of range, at the edge, and every kind of recursion that must end in RecursionError.
import copy
import functools
import sys


def attempt(name, what, *arguments):
    try:
        r = what(*arguments)
        print(name, "no error", type(r).__name__)
    except RecursionError as error:
        print(name, "RecursionError", error)
    except Exception as error:
        print(name, type(error).__name__, error)


for limit in (0, -1, 1, 2, 10**10, 2**31, 2**31 - 1, 1.5, "x", None, True):
    try:
        old = sys.getrecursionlimit()
        print(limit, sys.setrecursionlimit(limit), sys.getrecursionlimit())
    except Exception as error:
        print(limit, type(error).__name__, error)
    sys.setrecursionlimit(1000)


def down(n=0):
    return down(n + 1)


def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 1


attempt("function", down)
attempt("lambda", (lambda f: f(f))(lambda f: (lambda: f(f)())) if 0 else (lambda: (lambda f: f(f))(lambda f: f(f))))


class R:
    def __repr__(self):
        return repr(self)

    def __str__(self):
        return str(self)

    def __eq__(self, other):
        return self == other

    def __lt__(self, other):
        return self < other

    def __hash__(self):
        return hash(self)

    def __len__(self):
        return len(self)

    def __bool__(self):
        return bool(self)

    def __iter__(self):
        return iter(self)

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __getitem__(self, key):
        return self[key]

    def __call__(self):
        return self()

    def __add__(self, other):
        return self + other

    def __contains__(self, x):
        return x in self

    def __index__(self):
        return [1][self]

    def __format__(self, how):
        return format(self, how)

    def __instancecheck__(self, other):
        return isinstance(other, self)

    def __missing__(self, key):
        return self[key]

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *a):
        pass


r = R()
for name, what in (("repr", lambda: repr(r)), ("str", lambda: str(r)), ("eq", lambda: r == 1), ("lt", lambda: r < 1), ("hash", lambda: hash(r)),
                   ("len", lambda: len(r)), ("bool", lambda: bool(r)), ("iter", lambda: iter(r)), ("getattr", lambda: r.y),
                   ("getitem", lambda: r[1]), ("call", lambda: r()), ("add", lambda: r + 1), ("contains", lambda: 1 in r),
                   ("index", lambda: [1][r]), ("format", lambda: format(r, "")), ("with", r.__enter__), ("isinstance", lambda: isinstance(1, r)),
                   ("sorted", lambda: sorted([r, r])), ("sort key", lambda: sorted([1], key=down)), ("min", lambda: min([r, r])),
                   ("max key", lambda: max([1, 2], key=down)), ("map", lambda: list(map(down, [1]))), ("reduce", lambda: functools.reduce(lambda a, b: down(), [1, 2]))):
    try:
        what()
        print(name, "no error")
    except RecursionError as error:
        print(name, str(error)[:32])
    except Exception as error:
        print(name, type(error).__name__, error)


def nest(n, make, start):
    x = start
    for _ in range(n):
        x = make(x)
    return x


for n in (100, 5000, 100000):
    for name, make, start in (("list", lambda x: [x], []), ("tuple", lambda x: (x,), ()), ("dict", lambda x: {1: x}, {}), ("partial", lambda x: functools.partial(print, x), 1)):
        x = nest(n, make, start)
        y = nest(n, make, start)
        for what in (repr, lambda x: x == y, copy.deepcopy, hash, lambda x: sorted([x, y]) if name != "dict" else 0, str, lambda x: x in [y], lambda x: isinstance(1, x)):
            try:
                what(x)
                print(n, name, "no error")
            except RecursionError as error:
                print(n, name, str(error)[:32])
            except Exception as error:
                print(n, name, type(error).__name__, str(error)[:60])
        del x, y
print(depth() > 900)
sys.setrecursionlimit(150)
print(depth() > 100)
sys.setrecursionlimit(5000)
print(depth() > 4900)


def generator(n):
    if n:
        yield from generator(n - 1)
    yield n


sys.setrecursionlimit(1000)
attempt("yield from", lambda: list(generator(5000)))
attempt("yield from", lambda: len(list(generator(500))))


def bottom(n):
    if n == 0:
        sys.setrecursionlimit(5)
        return
    bottom(n - 1)


try:
    bottom(50)
except RecursionError as error:
    print(error)


class Descends:
    def __del__(self):
        down()


import gc
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__)
x = Descends()
del x
