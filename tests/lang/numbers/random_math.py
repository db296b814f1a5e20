# math and cmath over values of all kinds.
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
import math, cmath
def fl():
    c = r.next(12)
    if c < 3: return math.ldexp(r.bits(53), r.next(2046) - 1075) * r.choice([1, -1])
    if c == 4: return r.choice([0.0, -0.0, 1.0, -1.0, math.inf, -math.inf, math.nan, 5e-324, 1e308, 0.5, 1.5, 2.5, 170.0, 171.5, -0.5, 1e-300])
    if c == 5: return (r.bits(20) - 500000) / r.choice([1, 10, 100, 1000, 3, 7])
    if c == 6: return r.bits(r.next(400)) - 5
    if c == 7: return r.next(40) - 10
    return (r.bits(53) - (1 << 52)) / 2**r.choice([40, 50, 52, 53, 54, 60])
f1 = 'acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor frexp gamma isfinite isinf isnan lgamma log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp isqrt'.split()
f2 = 'atan2 copysign fmod nextafter pow remainder ldexp log hypot isclose comb perm gcd lcm'.split()
for i in range(500):
    n = r.choice(f1); x = fl(); print(n, repr(x), t(getattr(math, n), x))
    n = r.choice(f2); x, y = fl(), fl(); 
    if n in ('comb', 'perm'): x, y = r.next(300) - 3, r.next(60) - 3
    if n in ('gcd', 'lcm') : x, y = r.bits(r.next(300)), r.bits(r.next(200)) * r.choice([1, -1])
    print(n, repr(x), repr(y), t(getattr(math, n), x, y))
for i in range(60):
    L = [fl() for _ in range(r.next(12))]
    print(t(math.fsum, L), t(lambda: math.hypot(*L)), t(math.prod, L), t(math.dist, L, L[::-1]), t(math.factorial, r.next(200)), t(math.gcd, *[r.next(1000) for _ in range(4)]))
fc = 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isfinite isinf isnan'.split()
for i in range(250):
    z = complex(float(fl()) if r.next(3) else fl() * 1.0, fl() * 1.0)
    n = r.choice(fc); print(n, z, t(getattr(cmath, n), z))
    a, b = fl() * 1.0, fl() * 1.0
    print(t(cmath.rect, a, b), t(cmath.log, z, 2 + a), t(cmath.isclose, z, z * (1 + 1e-10)))
print(math.factorial(3000) % (10**9 + 7 + 10**70), math.comb(5000, 2500) % 10**50, math.perm(10**30, 5))
for e in ["math.factorial(-1)", "math.factorial(2.5)", "math.factorial(10**20)", "math.comb(1.5,2)", "math.comb(10**30,10**20)", "math.perm(-1)", "math.perm(5,None)", "math.isqrt(2.5)", "math.prod([1,2,3.5])", "math.prod(['a'],start=2)", "math.fsum(['a'])", "math.dist([1],[1,2])", "math.dist(1,2)", "math.hypot('a')", "math.floor('a')", "math.trunc('a')", "math.ldexp(1,1.5)", "math.isclose(1,2,rel_tol=-1)", "math.fabs(1,2)", "math.fabs()", "math.log()", "math.log(1,2,3)", "math.sqrt('x')", "math.sqrt(x=1)", "math.gcd(1.5)", "math.atan2(1)", "math.pow(1)", "math.isclose(1)", "math.prod()", "math.comb(1)", "cmath.sqrt('a')", "math.sin", "math.nope", "cmath.rect(1)", "math.log(x=2)"]:
    print(e, t(lambda: eval(e)))
