# float: repr, methods, special values, rounding, conversion.
for x in (0.0, -0.0, 1.0, 0.1, 1/3, 2/3, 100.0, 1e15, 1e16, 123456789.123456789, 1e-4, 1e-5, 1.5e-7, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e22, 1e23, 0.1 + 0.2, 1e100, 9007199254740993.0, 4.35, 2.675, 1e21, 123e-20, 0.00001234, float("inf"), float("-inf"), float("nan"), -1.5):
    print(repr(x), str(x), x == x, bool(x), end=" | ")
print()
print(float(), float("1.5"), float(" -2e3\n"), float("inf"), float("-Infinity"), float("nan"), float("1_0.5"), float(5), float(True), float(".5"), float("5."), float("1e400"), float("-1e-400"), float(b"2.5"), float("٣.5"))
for v in ("", "abc", "1.5.2", "1e", "--1", "1_", "0x10", None, [], 1j, "1 2", "e5", "infinit"):
    try:
        print(float(v))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print((0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (2.5).is_integer(), (3.0).is_integer(), (0.1).hex(), (-1.5).hex(), float.fromhex("0x1.8p3"), float.fromhex("-0x.1p-2"), (1e-320).hex(), (0.0).hex(), float("inf").hex(), (2.5).conjugate(), (2.5).real, (2.5).imag)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(0.5), round(1.5), round(1e20), round(2.5, 0), round(-0.4), round(1e300, -299), round(5e-324, 2), round(0.15, 1), round(0.25, 1), round(0.35, 1))
for f in (lambda: round(float("nan")), lambda: round(float("inf")), lambda: int(float("nan")), lambda: int(float("-inf")), lambda: float("inf").as_integer_ratio(), lambda: float("nan").as_integer_ratio(), lambda: 1.0 / 0, lambda: 0.0 ** -1, lambda: (-8.0) ** (1/3), lambda: 1e308 * 10, lambda: 10.0 ** 400, lambda: float.fromhex("zz"), lambda: divmod(5.5, 0.0), lambda: round(1.5, "a"), lambda: 1.5 % 0.0):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
inf, nan = float("inf"), float("nan")
print(inf + 1, inf - inf, inf * 0, -inf < 0, inf == inf, nan == nan, nan > 1, 1 / inf, inf // 1, 5 % inf, -5 % inf, inf > 10**1000, max(nan, 1), max(1, nan), sorted([3, nan, 1]), min(-0.0, 0.0), -0.0 == 0.0)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 0.3 % 0.1, 1e20 % 3, -1e-20 % 1, 5.0 // 0.1)
print(2.0 ** 0.5, 2 ** 0.5, 4 ** 0.5, 1.1 ** 10, 0.0 ** 0, 10.0 ** -3, (-2.0) ** 3, 2.0 ** -1074, 1.0 ** nan, (-1.0) ** inf)
print(int(1e18), int(123456789012345678.0), int(-0.9), 1.0 == 1, hash(1.0) == hash(1), hash(0.5), hash(-0.0), hash(nan) == hash(nan), 3.0 .__hash__(), 1.5.__add__(2), 1.5.__radd__(2), (1.5).__eq__(1), 1.5.__lt__(2**70))
print(sum([0.1] * 10), sum([0.1] * 3), 0.1 * 3, 0.1 + 0.2 == 0.3, 1e16 + 1, 1e16 + 2.0, 1.1 + 2.2, 3 * 1.1, 1 - 0.9, 100 * 1.1, 4.35 * 100, 1.15 * 100)
print(abs(-1.5), -(-1.5), +1.5, not 0.0, 1.5.__trunc__(), (1.7).__floor__(), (1.2).__ceil__(), (1.5).__round__(), 1.5.__int__(), 5 .__float__())
class F(float):
    def __repr__(self): return "F"
print(F(1.5), [F(2)], F(1) + 1, type(F(1) + 1).__name__, str(F(3)), f"{F(2.5):.3f}")
class HasFloat:
    def __float__(self): return 2.5
class HasIndex:
    def __index__(self): return 3
print(float(HasFloat()), float(HasIndex()))
