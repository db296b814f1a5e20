# How many references there are to an argument while a built-in function asks it something: every method and function, with one to three arguments.
import sys
LOG = []
def make(names):
    class Probe:
        def __init__(self, k): self.k = k
    def add(name, result):
        def method(self, *args):
            LOG.append("%d%s=%d" % (self.k, name, sys.getrefcount(self)))
            return result(self, *args)
        setattr(Probe, name, method)
    add("__index__", lambda s: 1)
    add("__int__", lambda s: 1)
    add("__float__", lambda s: 1.0)
    add("__complex__", lambda s: 1j)
    add("__bool__", lambda s: False)
    add("__len__", lambda s: 1)
    add("__iter__", lambda s: iter([b"a"[0]]))
    add("__eq__", lambda s, o: False)
    add("__hash__", lambda s: 7)
    add("__lt__", lambda s, o: False)
    add("__str__", lambda s: "p")
    add("__repr__", lambda s: "p")
    add("__format__", lambda s, f: "p")
    add("__getitem__", lambda s, i: [1][i])
    add("__contains__", lambda s, i: False)
    add("__next__", lambda s: (_ for _ in ()).throw(StopIteration))
    add("__call__", lambda s, *a: 0)
    add("__add__", lambda s, o: NotImplemented)
    add("__radd__", lambda s, o: NotImplemented)
    add("__mul__", lambda s, o: NotImplemented)
    add("__round__", lambda s, *a: 0)
    add("__trunc__", lambda s, *a: 0)
    add("__floor__", lambda s, *a: 0)
    add("__ceil__", lambda s, *a: 0)
    add("__abs__", lambda s, *a: 0)
    add("__divmod__", lambda s, *a: 0)
    add("__pow__", lambda s, *a: 0)
    add("__dir__", lambda s, *a: [])
    add("__reversed__", lambda s, *a: [])
    add("__bytes__", lambda s, *a: b"")
    add("__fspath__", lambda s, *a: "p")
    add("__length_hint__", lambda s, *a: 1)
    add("__sizeof__", lambda s, *a: 1)
    add("__enter__", lambda s, *a: s)
    add("__exit__", lambda s, *a: None)
    add("keys", lambda s, *a: [])
    add("read", lambda s, *a: "")
    add("write", lambda s, *a: 1)
    return Probe
Probe = make(None)
import math, itertools, functools, operator, collections, struct, array, io, bisect, heapq, types
samples = [("int", 5), ("float", 1.5), ("complex", 1j), ("str", "abc%s{}"), ("bytes", b"abc"), ("bytearray", bytearray(b"abc")), ("list", [1, 2, 3]), ("tuple", (1, 2, 3)),
  ("dict", {1: 2}), ("set", {1}), ("frozenset", frozenset({1})), ("range", range(3)), ("slice", slice(1, 2)), ("memoryview", memoryview(bytearray(b"abc"))),
  ("deque", collections.deque([1])), ("odict", collections.OrderedDict({1: 2})), ("ddict", collections.defaultdict(list)), ("counter", collections.Counter("a")), ("array", array.array("i", [1])),
  ("struct", struct.Struct("i")), ("stringio", io.StringIO("abc")), ("bytesio", io.BytesIO(b"abc")), ("partial", functools.partial(max)), ("keys", {1:2}.keys()), ("items", {1:2}.items()), ("property", property())]
skip = {"__call__", "release", "__class__", "__init_subclass__", "__subclasshook__", "__new__", "__reduce_ex__", "__reduce__", "__getattribute__", "__setattr__", "__delattr__", "__init__", "fileno", "detach", "__sizeof__", "__dir__"}
def attempt(label, f):
    for n in range(0, 4):
        LOG.clear()
        ps = [Probe(i) for i in range(n)]
        try:
            r = f(*ps)
            out = type(r).__name__
            r = None
        except BaseException as e:
            out = type(e).__name__
            e = None
        left = [sys.getrefcount(p) for p in ps]
        del ps
        if LOG: print(label, n, out, " ".join(LOG))
import copy
for name, s in samples:
    for m in sorted(dir(s)):
        if m in skip or (name, m) == ("memoryview", "__exit__"): continue  # iter() of a released view: a mistake of CPython's
        try: x = copy.copy(s)
        except Exception: x = s
        try: f = getattr(x, m)
        except Exception: continue
        if callable(f): attempt(name + "." + m, f)
        f2 = getattr(type(x), m)
        if callable(f2) and not m.startswith("__"):
            try: x = copy.copy(s)
            except Exception: x = s
            attempt(name + "::" + m, lambda *a: f2(x, *a))
import builtins
for owner in (builtins, math, itertools, functools, operator, bisect, heapq, struct):
    for m in sorted(itertools.filterfalse(operator.methodcaller("startswith", "_"), vars(owner))):
        if m in ("input", "exit", "quit", "help", "breakpoint", "exec", "eval", "compile", "license", "credits", "copyright", "open", "print", "__import__", "__build_class__", "vars", "dir", "locals", "globals"): continue
        f = getattr(owner, m)
        if isinstance(f, (types.BuiltinFunctionType, type)): attempt(owner.__name__ + "." + m, f)
