# Recursive classics: many calls, results compared.
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
def gcd(a, b): return a if b == 0 else gcd(b, a % b)
def hanoi(n, a="A", b="B", c="C"):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [a + c] + hanoi(n - 1, b, a, c)
def perms(xs): return [[]] if not xs else [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])]
def subsets(xs): return [[]] if not xs else [s for r in subsets(xs[1:]) for s in (r, [xs[0]] + r)]
def quick(xs):
    if len(xs) < 2: return xs
    p, *r = xs
    return quick([x for x in r if x < p]) + [p] + quick([x for x in r if x >= p])
def merge(xs):
    if len(xs) < 2: return xs
    m = len(xs) // 2
    a, b, out = merge(xs[:m]), merge(xs[m:]), []
    while a and b: out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b
def flat(x): return sum((flat(i) for i in x), []) if isinstance(x, list) else [x]
def binary(xs, t, lo=0, hi=None):
    hi = len(xs) if hi is None else hi
    if lo >= hi: return -1
    mid = (lo + hi) // 2
    return mid if xs[mid] == t else binary(xs, t, mid + 1, hi) if xs[mid] < t else binary(xs, t, lo, mid)
def queens(n, row=0, cols=()):
    if row == n: return 1
    return sum(queens(n, row + 1, cols + (c,)) for c in range(n) if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)))
def collatz(n, acc=()): return acc + (n,) if n == 1 else collatz(n // 2 if n % 2 == 0 else 3 * n + 1, acc + (n,))
def power(b, e): return 1 if e == 0 else power(b * b, e // 2) * (b if e % 2 else 1)
def change(n, coins): return 1 if n == 0 else 0 if n < 0 or not coins else change(n - coins[0], coins) + change(n, coins[1:])
def lcs(a, b): return "" if not a or not b else a[0] + lcs(a[1:], b[1:]) if a[0] == b[0] else max(lcs(a[1:], b), lcs(a, b[1:]), key=len)
print(fact(20), fib(18), ack(2, 3), gcd(1071, 462), len(hanoi(6)), hanoi(3), perms([1, 2, 3]), subsets("abc"))
print(quick([3, 1, 4, 1, 5, 9, 2, 6]), merge([3, 1, 4, 1, 5, 9, 2, 6]), flat([1, [2, [3, []], 4]]), binary(list(range(0, 100, 3)), 42), binary([1, 2], 9), queens(6), collatz(27)[:8], len(collatz(27)), power(3, 50), change(50, [25, 10, 5, 1]), lcs("AGGTAB", "GXTXAYB"))
is_even = lambda n: n == 0 or is_odd(n - 1)
is_odd = lambda n: n != 0 and is_even(n - 1)
print(is_even(10), is_odd(7), (lambda f: f(f, 5))(lambda f, n: 1 if n == 0 else n * f(f, n - 1)))
class Tree:
    def __init__(self, v): self.v, self.l, self.r = v, None, None
    def add(self, v):
        side = "l" if v < self.v else "r"
        child = getattr(self, side)
        child.add(v) if child else setattr(self, side, Tree(v))
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
    def depth(self): return 1 + max(self.l.depth() if self.l else 0, self.r.depth() if self.r else 0)
t = Tree(50)
for v in (30, 70, 20, 40, 60, 80, 10): t.add(v)
print(list(t), t.depth(), sum(t), max(t))
