# The special methods: containers, callables, strings, comparison, hashing.
class Box:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): print("len", end=" "); return len(self.items)
    def __getitem__(self, i): print("get", i, end=" "); return self.items[i]
    def __setitem__(self, i, v): print("set", i, v); self.items[i] = v
    def __delitem__(self, i): print("del", i); del self.items[i]
    def __iter__(self): print("iter", end=" "); return iter(self.items)
    def __contains__(self, x): print("contains", end=" "); return x in self.items
    def __reversed__(self): print("reversed", end=" "); return reversed(self.items)
    def __call__(self, *a, **k): return ("call", a, k)
    def __str__(self): return "str Box"
    def __repr__(self): return "repr Box"
    def __format__(self, s): return "fmt " + s
    def __bytes__(self): return b"bytes Box"
    def __hash__(self): return 42
    def __eq__(self, o): return isinstance(o, Box) and self.items == o.items
    def __int__(self): return 3
    def __float__(self): return 1.5
    def __complex__(self): return 2j
    def __index__(self): return 1
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 1000
    def __length_hint__(self): return 7
b = Box(1, 2, 3)
print(len(b), b[0], b[-1]); print(b[0:2]); b[0] = 9; del b[1]; print(list(b)); print(2 in b, 3 in b, list(reversed(b)), b(1, k=2), str(b), repr(b), [b], f"{b:x}", "%s %r" % (b, b))
print(bytes(b), hash(b), b == Box(9, 3), b != Box(), {b: 1}[Box(9, 3)], int(b), float(b), complex(b), [5, 6][b], dir(b), bool(b), *b, sum(b), max(b), sorted(b))
for x in b: print("for", x)
p, q = b
print(p, q)
import sys
print(sys.getsizeof(b) >= 1000)
class OnlyGet:
    def __getitem__(self, i):
        if i >= 3: raise IndexError("end")
        return i * i
o = OnlyGet(); print(list(o), [*o], 4 in o, 5 in o, max(o), tuple(zip(o, o)))
class OnlyIter:
    def __iter__(self): return self
    n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(OnlyIter()), 2 in OnlyIter(), sum(OnlyIter()))
class Order:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __le__(self, o): return self.v <= o.v
    def __eq__(self, o): return NotImplemented
    def __repr__(self): return "O%d" % self.v
x, y = Order(1), Order(2)
print(x < y, x > y, x <= y, x >= y, x == y, x != y, x == x, max(x, y), sorted([y, x]))
class NoHash:
    def __eq__(self, o): return True
for f in (lambda: hash(NoHash()), lambda: len(5), lambda: iter(5), lambda: next(5), lambda: next([]), lambda: reversed(5), lambda: reversed({1}), lambda: 5(), lambda: list(x), lambda: x[0], lambda: x.__getitem__, lambda: bytes(x), lambda: NoHash().__hash__(), lambda: iter(OnlyIter)):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class BadStr:
    def __str__(self): return 5
    def __repr__(self): return None
    def __len__(self): return "x"
    def __iter__(self): return 5
    def __hash__(self): return "h"
    def __bool__(self): return 2
    def __format__(self, s): return 1
    def __contains__(self, x): raise ValueError("contains")
    def __index__(self): return 1.5
    def __bytes__(self): return "s"
for f in (str, repr, len, iter, hash, bool, format, lambda v: 1 in v, lambda v: [0][v], bytes, list, hex, lambda v: f"{v}", print):
    try:
        f(BadStr())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
