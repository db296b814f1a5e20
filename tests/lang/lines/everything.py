# One of everything that makes line events: what matters is which lines run, in which order.
def loops(n):
    for i in range(n): pass
    for i in range(n):
        if i % 2:
            continue
        elif i == 4:
            break
        else:
            x = i
    else:
        x = -1
    while n: n -= 1
    while n < 3:
        n += 1
        if n == 2: continue
    else:
        n = 9
    while True:
        if n > 10: break
        n += 1
    for i in [1,
              2,
              3]:
        for j in (i,
                  i): x = j
    while (n >
           3):
        n -= (
            2
        )
    return (x,
            n)


def comprehensions(n):
    a = [i for i in range(n)]
    b = [i for i in range(n) if i % 2]
    c = [(i, j) for i in range(n) for j in range(i) if j if i]
    d = {i: j
         for i in range(n)
         for j in range(2)
         if j}
    e = {i
         for i in
         range(n)}
    f = sum(i for i in range(n))
    g = list(
        i
        for i in range(n)
        if i)
    h = [j for i in range(n) for j in [i + 1] if j]
    return a, b, c, d, e, f, g, h


def tries(what):
    try:
        if what == 1: raise ValueError
        if what == 2:
            raise KeyError(
                what)
        if what == 3: return 1
        x = 1
    except ValueError as e:
        x = 2
    except (KeyError,
            TypeError):
        x = 3
    else:
        x = 4
    finally:
        y = x if what != 3 else 0
    try:
        try:
            try: 1 / (what - 4)
            finally: z = 1
        except ZeroDivisionError: w = 1
    finally:
        w = 2
    for i in range(2):
        try:
            if i: break
            continue
        finally:
            z = 3
    try:
        pass
    except: pass
    try: [].x
    except AttributeError: pass
    try:
        tries_inner(what)
    except RuntimeError as e:
        del x
    return y


def tries_inner(what):
    try:
        raise IndexError(what)
    except IndexError as e:
        try:
            raise RuntimeError from e
        finally:
            what = 0


class Manager:
    def __init__(self, quiet):
        self.quiet = quiet

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return self.quiet


def withs(what):
    with Manager(True) as m: x = 1
    with Manager(True) as m, \
         Manager(True):
        x = 2
        if what: raise ValueError
        x = 3
    with Manager(False):
        for i in range(3):
            with (Manager(True) as a,
                  Manager(False) as b):
                if i == 1: continue
                if i == 2: break
                raise KeyError(i)
    try:
        with Manager(False):
            raise ValueError
    except ValueError:
        with Manager(True):
            return [][0]
    return 5


def generators(n):
    try:
        for i in range(n):
            got = yield i
            if got: yield (
                got
            )
        yield from range(2)
        x = yield from other(n)
        return x
    finally:
        n = 0


def other(n):
    yield n
    return n + 1


def expressions(a, b):
    x = (a if a >
         b else
         b)
    y = (a and
         b or
         a)
    z = a < b < \
        3 < 5
    if a and b or not a and \
       not b:
        w = 1
    f = lambda q: (
        q +
        a
    )
    t = f(
        a
    )
    s = f"{a}" if 0 else f'''{a
}'''
    assert a or b or \
        b, "no"
    u = [
        a,
        *[b],
        f(1),
    ]
    v = dict(a=1,
             b=f(2), **{
                 'c': 3})
    u[
        0
    ] = v[
        'a'
    ]
    u[0] += (
        f(3)
    )
    del u[0], v[
        'a']
    global shared
    shared = 5; shared = 6
    if (k := a): pass
    return (
        x, y, z
    )


def matches(subject):
    match subject:
        case 0: return "zero"
        case [1, x] if x > 1:
            y = x
        case {"k": v, **rest}:
            y = rest
        case Manager(quiet=q) | [Manager(quiet=q)]:
            y = q
        case (str() as s) | s if s == 2:
            pass
        case _:
            y = None
    match subject:
        case [_, *_]:
            return 1
        case str(): pass
    return subject


def decorate(f):
    return f


def pass_on(x): return decorate


class Body(Manager,
           metaclass=type):
    "Documented."
    x: int = 3
    y = [x
         for x in range(2)]
    if x:
        z: int
    @decorate
    @pass_on(
        1)
    def method(self,
               a=1,
               *, b=(
                   2)):
        return super().__enter__()

    @property
    def p(self): return self.x

    class Inner: pass


@decorate
class Decorated:
    pass


def closures():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    def twice(): return inner() + \
        inner()
    return twice(), [lambda: n for n in range(2)][0]()


def star(what):
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as e:
        x = 1
    except* (KeyError,
             TypeError):
        x = 2
    else:
        x = 3
    finally:
        x = 4
    return x


def empty(): pass


def documented():
    """Only this."""


def constants():
    1
    "x"
    if 0: x = 1
    if 1: x = 2
    while 0: x = 3
    while 1:
        break
    None
    return


def oneline(n): return [n, n] if n else None; x = 1


def unwinding(n):
    for i in range(n):
        try:
            with Manager(False):
                try:
                    if i == 1: return i
                    if i == 0: continue
                finally:
                    x = 1
        finally:
            y = 2
    return


def raising(n):
    def deep(k):
        if k: return deep(k - 1)
        raise ValueError
    for k in range(n):
        try: deep(k)
        except ValueError: continue


loops(6); comprehensions(4)
for k in range(6): tries(k)
withs(0); withs(1)
g = generators(3)
next(g); g.send(7); list(g)
g = generators(1); next(g); g.close()
def thrown():
    try:
        yield 1
    except ValueError:
        yield 2
    yield 3
g = thrown(); next(g); g.throw(ValueError); next(g)
expressions(1, 2); expressions(3, 0); expressions(3, 0) if 0 else None
for m in (0, [1, 2], {"k": 1, "j": 2}, Manager(1), [Manager(2)], "s", 2, None, []): matches(m)
Body(1).method(); Body(1).p
closures(); star(1); empty(); documented(); constants(); oneline(1); oneline(0)
unwinding(3); raising(3)
import sys
if sys:
    x = [
        1
    ]; y = 2
for _ in "ab": z = _
while x: x = None
try: loops()
except TypeError: pass
async def co():
    async for i in agen():
        x = i
    async with AM() as m:
        y = [i async for i in agen() if i]
    return await sub()
async def sub():
    return 1
async def agen():
    for i in range(2):
        yield i
class AM:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): pass
c = co()
try:
    c.send(None)
except StopIteration: pass
print("end")
