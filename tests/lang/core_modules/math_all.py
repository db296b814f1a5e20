# math: the whole module.
import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
for x in (0.0, 0.5, 1.0, -1.0, 2.5, 10.0, 1e-10, 100.0):
    row = []
    for name in "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 log1p sqrt cbrt fabs floor ceil trunc degrees radians erf erfc gamma lgamma".split():
        try:
            row.append("%.12g" % getattr(math, name)(x))
        except (ValueError, OverflowError) as e:
            row.append(type(e).__name__[0] + str(e)[:12])
    print(x, *row)
print(math.atan2(1, -1), math.atan2(-0.0, -1), math.hypot(3, 4), math.hypot(1, 2, 2), math.hypot(), math.dist([1, 2], [4, 6]), math.pow(2, 0.5), math.fmod(-7, 3), math.remainder(7, 3), math.copysign(3, -0.0), math.ldexp(0.75, 4), math.frexp(10.0), math.modf(-2.5), math.modf(3), math.nextafter(1.0, 2.0), math.ulp(1.0))
print(math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 10), math.lcm(4, 6), math.lcm(), math.isqrt(17), math.factorial(10), math.comb(5, 2), math.comb(2, 5), math.perm(5, 2), math.perm(4), math.prod([1, 2, 3, 4]), math.prod([], start=5), math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12, abs_tol=1e-9), math.log(8, 2), math.log(100, 10), math.log(2**1000), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(10**20), math.floor(1e20))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.acos(2), lambda: math.exp(1000), lambda: math.pow(0, -1), lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: math.sqrt("x"), lambda: math.gcd(1.5), lambda: math.fmod(1, 0), lambda: math.isqrt(-1), lambda: math.floor(math.inf), lambda: math.comb(-1, 2), lambda: math.sin(math.inf), lambda: math.log(1, 1), lambda: math.pow(10, 400), lambda: math.dist([1], [1, 2]), lambda: math.floor("a"), lambda: math.sqrt(), lambda: math.hypot("a"), lambda: math.fsum(["a"]), lambda: math.ldexp(1.0, 10000), lambda: math.gamma(-1), lambda: math.gamma(200), lambda: math.sqrt(None), lambda: math.sqrt(10**400)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
