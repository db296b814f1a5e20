# Generators as pipelines, laziness, lifetimes, generator expressions.
def log(name, it):
    for x in it:
        print(name, x, end="; ")
        yield x
pipe = log("c", (x * 10 for x in log("b", (x for x in log("a", range(3)) if x != 1))))
print("nothing yet"); print(next(pipe)); print(list(pipe))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found): found.append(n); yield n
        n += 1
p = primes(); print([next(p) for _ in range(15)])
def take(n, it):
    for x, _ in zip(it, range(n)): yield x
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
print(list(take(10, fib())), sum(take(5, fib())))
def windows(seq, n):
    buf = []
    for x in seq:
        buf.append(x)
        if len(buf) > n: buf.pop(0)
        if len(buf) == n: yield tuple(buf)
print(list(windows("abcde", 3)))
g = (print("side", x) or x for x in range(3)); print("made"); print(2 in g, list(g))
x = 5; g = (x + i for i in range(3)); x = 100; print(list(g))
src = [1, 2, 3]; g = (i for i in src); src = [9]; print(list(g))
src = [1, 2]; g = (i for i in src); src.append(3); print(list(g))
class Noisy:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def holds():
    a = Noisy("a in generator")
    yield 1
    b = Noisy("b")
    yield 2
h = holds(); next(h); print("suspended"); next(h); del h; print("dropped")
h = holds(); print(list(h)); print("exhausted, locals gone")
def arg(n): yield
k = arg(Noisy("argument")); print("not started holds its argument"); del k
def cleanup_order():
    try:
        try: yield
        finally: print("inner")
    finally: print("outer")
c = cleanup_order(); next(c); del c
it = iter([1, 2, 3]); print(list(zip(it, it)), next(it, "gone"))
it = iter(range(6)); print([(a, next(it)) for a in it])
def recursive_perms(s):
    if not s: yield ()
    for i, c in enumerate(s):
        for rest in recursive_perms(s[:i] + s[i + 1:]): yield (c,) + rest
print(["".join(p) for p in recursive_perms("abc")])
print(max((len(w), w) for w in "the quick brown".split()), sorted(c for c in "hello" if c not in "l"), "".join(reversed([*"abc"])), dict((k, v) for k, v in [(1, 2)]), any(print("check", v) or v for v in [0, 1, 2]))
def even_odd():
    while True:
        n = yield
        print("even" if n % 2 == 0 else "odd", end=" ")
e = even_odd(); next(e)
for n in range(4): e.send(n)
print()
