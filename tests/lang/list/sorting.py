# Sorting: stability, keys, errors in the middle, lists changed while sorting, only __lt__ is used.
class K:
    calls = 0
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        K.calls += 1
        return self.n < o.n
    def __repr__(self): return "K%d" % self.n
L = [K(n) for n in (5, 2, 8, 1, 9, 3)]
L.sort()
print(L, K.calls)
K.calls = 0
L.sort()
print("already sorted:", K.calls)
K.calls = 0
L.reverse(); L.sort()
print("reversed:", K.calls, L)
def key(x):
    print("key", x, end="; ")
    return -x
print(sorted([1, 3, 2], key=key))
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)), sorted(words, key=lambda w: w[-1], reverse=True))
def bad(x):
    if x == 2: raise ValueError("in key")
    return x
L = [3, 2, 1]
try:
    L.sort(key=bad)
except ValueError as e:
    print(e, L)
L = [3, 1, 2]
def mutate(x):
    L.append(x)
    return x
try:
    L.sort(key=mutate)
except ValueError as e:
    print(e, L)
L = [3, 1, 2]
def look(x):
    print(L, end=" ")
    return x
L.sort(key=look); print(L)
L = [2, "a", 1]
try:
    L.sort()
except TypeError as e:
    print(e, L)
import random
random.seed(1)
L = [random.randrange(1000) for _ in range(300)]
S = sorted(L)
print(all(a <= b for a, b in zip(S, S[1:])), S[:5], S[-5:])
P = sorted(((v % 10, i) for i, v in enumerate(L)), key=lambda p: p[0])
print(all(a[0] < b[0] or a[1] < b[1] for a, b in zip(P, P[1:])))
print(sorted([0.5, float("inf"), -1, 2**70, float("-inf")]), sorted(["é", "e", "z", "Z", "ß"]), sorted([b"b", b"a"]), sorted([(2, "a"), (2,), (1, "z", 3)]))
print(min([3, 1, 2]), max("abc"), min([3, -4], key=abs), max([], default="none"), min(5, 2, 8), max("a", "bb", key=len), min({"b": 1, "a": 2}))
for f in (lambda: min([]), lambda: max(), lambda: min(5), lambda: max(1, "a"), lambda: min(1, 2, default=3), lambda: min([1], key=5)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
