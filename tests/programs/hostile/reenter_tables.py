# check: steps 1195 (then an OrderedDict that was cleared by a comparison compares once more)
# check: without sizes (CPython puts a key that is no str into a table for str keys where a comparison cleared the dict)
# Hashes, comparisons, factories and iterators that change the table, cache or iterator that a built-in is working on.
import collections
import functools
import gc
import itertools

gc.disable()


def show(what, f):
    try:
        result = f()
    except Exception as error:
        print(what, type(error).__name__, error)
    else:
        print(what, repr(result)[:160])


class Key:
    def __init__(self, n, action=None, on="eq"):
        self.n, self.action, self.on = n, action, on

    def act(self, on):
        if self.action and self.on == on:
            action, self.action = self.action, None
            action()
            gc.collect()

    def __hash__(self):
        self.act("hash")
        return 5

    def __eq__(self, other):
        self.act("eq")
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return "k%d" % self.n


# lru_cache
def make(maxsize):
    @functools.lru_cache(maxsize)
    def f(key, depth=0):
        if depth:
            return f(key, depth - 1)
        return "of %r" % (key,)

    return f


for size in (None, 0, 1, 2):
    f = make(size)
    show("recursive", lambda: f(1, 4))
    print(f.cache_info())
    f(Key(1)), f(Key(2))
    show("clears in __eq__", lambda: f(Key(2, f.cache_clear)))
    print(f.cache_info())
    show("clears in __hash__", lambda: f(Key(2, f.cache_clear, "hash")))
    print(f.cache_info())
    show("calls in __eq__", lambda: f(Key(7, lambda: f(Key(8)))))
    show("calls in __hash__", lambda: f(Key(7, lambda: (f(Key(9)), f(Key(10))), "hash")))
    print(f.cache_info())


@functools.lru_cache(2)
def clearing(n):
    clearing.cache_clear()
    gc.collect()
    return [n]


show("clears while it runs", lambda: [clearing(i % 3) for i in range(6)])
print(clearing.cache_info())


@functools.lru_cache(1)
def same(n):
    return same(n) if len(calls) < 3 and not calls.append(n) else n


calls = []
show("calls itself with the same", lambda: same(1))
print(same.cache_info())


class Dies:
    def __init__(self, action):
        self.action = action

    def __del__(self):
        self.action()


@functools.lru_cache(1)
def keeps(n):
    return Dies(lambda: keeps(n + 100) if n < 100 else None)


for i in range(3):
    keeps(i)
print(keeps.cache_info())
keeps.cache_clear()
print(keeps.cache_info())

# dict, set
CRASHES = {"pop", "delete", "fromkeys", "copy", "|"}  # of an OrderedDict, in CPython
for name, action in [("clear", lambda: t.clear()), ("grow", lambda: t.update((i, i) for i in range(50)))]:
    for what, f in [
        ("get", lambda: t.get(Key(2))),
        ("in", lambda: Key(2) in t),
        ("setdefault", lambda: t.setdefault(Key(2), 1)),
        ("pop", lambda: t.pop(Key(2), "none")),
        ("set", lambda: t.__setitem__(Key(3), 1)),
        ("delete", lambda: t.__delitem__(Key(2))),
        ("update", lambda: t.update({Key(2): 1, Key(3): 4})),
        ("==", lambda: t == {Key(1): 1, Key(2): 2}),
        ("|", lambda: len(t | {Key(2): 1})),
        ("copy", lambda: len(dict(t))),
        ("fromkeys", lambda: len(dict.fromkeys(t))),
    ]:
        for kind in (dict, collections.OrderedDict):
            if kind is not dict and what in CRASHES:
                continue
            t = kind()
            t[Key(1)] = 1
            t[Key(2)] = 2
            next(iter(t)).action = action
            show("%s %s, %s" % (kind.__name__, what, name), f)
            print(len(t))
for name, action in [("clear", lambda: s.clear()), ("grow", lambda: s.update(range(50)))]:
    for what, f in [
        ("in", lambda: Key(2) in s),
        ("add", lambda: s.add(Key(3))),
        ("discard", lambda: s.discard(Key(2))),
        ("remove", lambda: s.remove(Key(2))),
        ("|", lambda: len(s | {Key(3)})),
        ("&", lambda: len(s & {Key(2)})),
        ("-", lambda: len(s - {Key(2)})),
        ("^", lambda: len(s ^ {Key(2)})),
        ("==", lambda: s == {Key(1), Key(2)}),
        ("<=", lambda: s <= {Key(1), Key(2)}),
        ("isdisjoint", lambda: s.isdisjoint([Key(2)])),
        ("update", lambda: s.update([Key(2), Key(4)])),
        ("intersection_update", lambda: s.intersection_update([Key(2)])),
        ("symmetric_difference_update", lambda: s.symmetric_difference_update([Key(2)])),
    ]:
        s = {Key(1), Key(2)}
        next(iter(s)).action = action
        show("set %s, %s" % (what, name), f)
        print(len(s))

# OrderedDict
o = collections.OrderedDict((Key(i), i) for i in range(3))


def over(change):
    for k in o:
        change()


show("iterate and delete", lambda: over(lambda: o.popitem()))
o = collections.OrderedDict((i, i) for i in range(3))
show("iterate and clear", lambda: over(lambda: o.clear()))
o = collections.OrderedDict((i, Dies(lambda: o.clear())) for i in range(3))
o.popitem()
print(len(o))
o = collections.OrderedDict(a=1)
show("update by itself", lambda: o.update(o) or o)


class Missing(dict):
    def __missing__(self, key):
        self.clear()
        self[key] = gc.collect() * 0
        return len(self)


m = Missing(a=1)
show("__missing__", lambda: (m["x"], m["y"], m))
show("format_map", lambda: "{a} {b}".format_map(m))
show("percent", lambda: "%(c)s %(d)s" % m)


def factory():
    dd.clear()
    dd["other"] = 1
    dd.default_factory = list
    gc.collect()
    return [1]


dd = collections.defaultdict(factory, a=1)
show("default_factory", lambda: (dd["x"], dd["y"], dd))
dd = collections.defaultdict(lambda: dd["again"] if len(dd) < 5 and not dd.update({len(dd): 1}) else "end")
show("default_factory recurses", lambda: (dd["again"], dict(dd)))
c = collections.Counter("abca")
show("counter", lambda: c.update(c) or c)

# itertools
t1, t2 = itertools.tee(x for x in [1, 2, 3])
show("tee", lambda: (next(t1), next(t2), list(t1), list(t2)))


class Again:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 2:
            return [next(self.other, "end")]
        if self.n > 5:
            raise StopIteration
        return self.n


for what, make in [
    ("chain", lambda a: itertools.chain([0], a)),
    ("islice", lambda a: itertools.islice(a, 4)),
    ("zip", lambda a: zip([1, 2, 3], a)),
    ("zip_longest", lambda a: itertools.zip_longest([1, 2, 3], a)),
    ("map", lambda a: map(str, a)),
    ("filter", lambda a: filter(None, a)),
    ("filterfalse", lambda a: itertools.filterfalse(lambda x: False, a)),
    ("takewhile", lambda a: itertools.takewhile(lambda x: True, a)),
    ("dropwhile", lambda a: itertools.dropwhile(lambda x: False, a)),
    ("accumulate", lambda a: itertools.accumulate(a, lambda x, y: (x, y))),
    ("cycle", lambda a: itertools.islice(itertools.cycle(a), 8)),
    ("compress", lambda a: itertools.compress(a, itertools.repeat(1))),
    ("starmap", lambda a: itertools.starmap(lambda *x: x, ((x,) for x in a))),
    ("enumerate", lambda a: enumerate(a)),
    ("groupby", lambda a: ((k, list(g)) for k, g in itertools.groupby(a, type))),
]:
    again = Again()
    again.other = make(again)
    show(what, lambda: list(again.other))
    again.other = None
again = Again()
again.other = itertools.groupby(again, lambda x: gc.collect() * 0)
show("groupby inside", lambda: [(k, list(g)) for k, g in again.other])
groups = itertools.groupby([1, 1, 2, 2])
k, g = next(groups)
next(groups)
show("old group", lambda: list(g))
pools = [[1, 2], [3, 4]]
p = itertools.product(*pools)
pools[0].clear()
gc.collect()
show("product", lambda: list(p))
pool = [1, 2, 3]
p = itertools.permutations(pool, 2)
next(p)
pool.clear()
show("permutations", lambda: list(p))
