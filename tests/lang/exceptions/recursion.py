# Recursion limit.
import sys
print(sys.getrecursionlimit())
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print(type(e).__name__, e)
depth = 0
def count():
    global depth
    depth += 1
    count()
for _ in range(3):
    depth = 0
    try: count()
    except RecursionError: print("again", 900 < depth < 1001)
sys.setrecursionlimit(200)
depth = 0
try: count()
except RecursionError: print("shallower", 150 < depth < 201)
sys.setrecursionlimit(5000)
def down(n): return 0 if n == 0 else 1 + down(n - 1)
print(down(4000))
for v in (0, -1, "x", 1.5):
    try: sys.setrecursionlimit(v)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
sys.setrecursionlimit(1000)
class R:
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __getattr__(self, n): return getattr(self, n + "x")
for g in (lambda: repr(R()), lambda: R() == R(), lambda: R().y):
    try: g()
    except RecursionError as e: print(str(e)[:32])
L = []
for _ in range(100000): L = [L]
try: repr(L)
except RecursionError as e: print(e)
try: L == L[:] and [L] == [[L[0]]]; M = []
except RecursionError as e: print(e)
del L
print("deep list freed")
def gen(n):
    if n: yield from gen(n - 1)
    yield n
print(sum(gen(300)))
try: list(gen(1100))
except RecursionError as e: print(e)
def mutual_a(n): return mutual_b(n + 1)
def mutual_b(n): return mutual_a(n + 1)
try: mutual_a(0)
except RecursionError: print("mutual")
print(down(500), "still fine")
