# Tuples: construction, methods, comparison, hashing, immutability.
t = (1, "a", [2])
print(t, len(t), t[0], t[-1], t[1:], t + (3,), t * 2, (), (1,), tuple("ab"), tuple([1]), tuple())
print(t.count(1), t.index("a"), (1, 2, 1).index(1, 1), (1, True, 1.0).count(1))
t[2].append(3)
print(t)
for f in (lambda: t.index(9), lambda: t.__setitem__, lambda: hash(t), lambda: t + [1], lambda: t[5], lambda: t["x"], lambda: t.append, lambda: tuple(5), lambda: tuple(1, 2), lambda: (1,) < 5, lambda: () * 1.5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(tuple()), hash((1, 2, 3)), hash(()), hash(("a",)) == hash(("a",)), hash((1.0, True)) == hash((1, 1)))
print((1, 2) < (1, 3), (1,) < (1, 0), (2,) > (1, 100), () < (0,), (1, 2) == [1, 2], (1, (2, 3)) == (1, (2, 3)))
a = (1, 2); b = tuple(a); c = a[:]; d = a + (); e = a * 1
print(b is a, c is a, d is a, e is a, () is tuple(), a[1:1] is ())
x, y = y, x = 1, 2
print(x, y)
def f(): return 1, 2
q, r = f()
print(q, r, f()[0], [*f()], type(f()))
print(*(1, 2), sep=",")
print((1, 2).__repr__(), str((1,)), repr((("nested",), [])), bool(()), bool((0,)))
print(list(zip((1, 2), "ab")), dict([(1, 2)]), {(1, 2): "key"}[1, 2], (1, 2) in {(1, 2)}, max((1, 2), (1, 3)), sum(((1,), (2,)), ()))
print(list(iter((1, 2))), tuple(reversed((1, 2))), sorted((2, 1)), tuple(i for i in range(3)))
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    @property
    def first(self): return self[0]
s = T(5, 6)
print(s, s.first, len(s), type(s).__name__, isinstance(s, tuple), s == (5, 6), hash(s) == hash((5, 6)), type(s[:]).__name__, type(s + ()).__name__)
