# Arithmetic on mixed numbers: results, their types, and errors.
vals = [7, -7, 3, True, 2.5, -0.5, 0, 2+1j]
for a in vals:
    for b in vals:
        row = []
        for name, f in (("+", lambda: a + b), ("-", lambda: a - b), ("*", lambda: a * b), ("/", lambda: a / b),
                        ("//", lambda: a // b), ("%", lambda: a % b)):
            try:
                row.append(repr(f()))
            except (ZeroDivisionError, TypeError) as e:
                row.append(type(e).__name__[:4] + ":" + str(e)[:30])
        print(a, b, *row, sep=" | ")
for a, b in ((2, 10), (2, -1), (-2, 3), (2.0, 3), (4, 0.5), (0, 0), (-8, 1/3), (1j, 2), (10, -2), (True, 5), (0.0, 0), (2, 100)):
    print(a, b, a ** b)
for a, b in ((0, -1), (0.0, -1), (0j, -1)):
    try:
        print(a ** b)
    except ZeroDivisionError as e:
        print(e)
print(pow(3, 200, 13), pow(3, -1, 7), pow(2, 5), pow(2.0, 3), pow(-2, 3, 5))
for args in ((2, -1, 4), (2, 3, 0), (2.0, 3, 5)):
    try:
        print(pow(*args))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(-5, +5, ~5, -True, ~True, +False, -2.5, -(1+2j), --5, not 5, not 0)
print(-2 ** 2, 2 ** -1, 2 ** 3 ** 2, -2 ** -2)
print(7 // -2, -7 // 2, 7 % -2, -7 % 2, 7.5 // -2, -7.5 % 2, divmod(-7, 2), divmod(7, -2), divmod(-7.5, 2))
print(1_000_000, 0x_ff, 0b1010, 0o17, 1e3, 1_0.5e-1_0, 3j, 1.5J, 0xFF, .5, 5.)
print(5 & 3, 5 | 3, 5 ^ 3, 1 << 10, -1 >> 1, -5 >> 1, -5 & 255, True & False, True | 2, True ^ True, 1 << 0)
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1.5 & 1, lambda: "a" - 1, lambda: 1 + "a", lambda: [] + (), lambda: "a" * "b", lambda: "a" * 1.5, lambda: -"x", lambda: ~1.5, lambda: None + 1, lambda: {} + {}, lambda: "x" % 5, lambda: 5 @ 5, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1, 0), lambda: 5j // 2, lambda: 5j % 2, lambda: [1] * [2], lambda: 1 < "a", lambda: [] < (), lambda: 1j < 2j, lambda: None >= None):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "-", e)
