# cmath over zeros, subnormals, infinities and NaN.
class R:
    def __init__(self, s): self.s = s
    def next(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 33) % n
    def bits(self, k):
        x = 0
        for _ in range(0, k, 31): x = (x << 31) | self.next(1 << 31)
        return x & ((1 << k) - 1)
    def choice(self, seq): return seq[self.next(len(seq))]
r = R(12345)
def t(f, *a):
    try: v = f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
    return type(v).__name__ + ' ' + repr(v)
import cmath, math
# cmath at every kind of edge.
vals = [0.0, -0.0, 5e-324, -5e-324, 1e-310, 1.0, -1.0, 1e308, 710.0, math.inf, -math.inf, math.nan]
fc = 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar'.split()
for a in vals:
    for b in vals:
        z = complex(a, b)
        for n in fc: print(n, z, t(getattr(cmath, n), z))
        print(t(cmath.rect, a, b), t(abs, z), t(cmath.isclose, z, 1))
