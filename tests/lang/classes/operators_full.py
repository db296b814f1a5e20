# A vector and a matrix with all the operators a class can define.
class Vec:
    __slots__ = ("x", "y")
    def __init__(self, x=0, y=0): self.x, self.y = x, y
    def __repr__(self): return f"Vec({self.x}, {self.y})"
    def __eq__(self, o): return isinstance(o, Vec) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y) if isinstance(o, Vec) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return Vec(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __truediv__(self, k): return Vec(self.x / k, self.y / k)
    def __floordiv__(self, k): return Vec(self.x // k, self.y // k)
    def __mod__(self, k): return Vec(self.x % k, self.y % k)
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __neg__(self): return Vec(-self.x, -self.y)
    def __pos__(self): return self
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __bool__(self): return bool(self.x or self.y)
    def __iter__(self): yield self.x; yield self.y
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __lt__(self, o): return abs(self) < abs(o)
    def __iadd__(self, o): self.x += o.x; self.y += o.y; return self
    def __round__(self, n=0): return Vec(round(self.x, n), round(self.y, n))
    def __contains__(self, v): return v in (self.x, self.y)
    def __format__(self, spec): return f"<{self.x:{spec}}, {self.y:{spec}}>"
    def __invert__(self): return Vec(self.y, self.x)
    def __divmod__(self, k): return self // k, self % k
    def __pow__(self, n, mod=None): return Vec(pow(self.x, n, mod), pow(self.y, n, mod))
    def __lshift__(self, k): return Vec(self.x << k, self.y << k)
    def __and__(self, o): return Vec(self.x & o.x, self.y & o.y)
    def __call__(self, k): return self * k
v, w = Vec(3, 4), Vec(1, 2)
print(v + w, v - w, v * 2, 2 * v, v / 2, v // 2, v % 2, v @ w, -v, +v is v, abs(v), bool(Vec()), [*v], v[0], v[-1], len(v), v < w, w < v, max(v, w), sorted([v, w]), 3 in v, ~v, divmod(v, 3), v ** 2, pow(v, 2, 5), v << 1, v & w, v(10), f"{v:.2f}", round(Vec(1.234, 5.678), 1), sum([v, w]), {v: 1}[Vec(3, 4)], v == Vec(3, 4), v != w, sep="\n")
a = v; v += w; print(a is v, v)
x, y = w; print(x, y)
for f in (lambda: v + 5, lambda: 5 + v, lambda: v - 5, lambda: v < 5, lambda: v | w, lambda: "x" * v if False else v * "x"):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
