# The format mini-language, systematically.
for v in (0, 42, -42, 1234567, 10**20):
    for spec in ("", "d", "5", "<8", ">8", "^8", "=8", "08", "+", " ", "-", "+08", "x", "X", "#x", "#010x", "o", "#o", "b", "#b", ",", "_", "_x", "_b", "020,", "e", ".2f", "g", "%", "c" if v == 42 else "d", "n", "*^12", "é>9", "z>5"):
        try:
            print(f"{v:{spec}}", end="|")
        except (ValueError, OverflowError) as e:
            print(e, end="|")
    print()
for v in (0.0, -0.0, 1.5, -3.14159, 1234567.891, 1e-7, 1e20, float("inf"), float("nan"), 0.5):
    for spec in ("", "f", ".0f", ".2f", "10.3f", "<10.1f", "e", ".1e", "E", "g", ".3g", "G", "%", ".1%", ",", ",.2f", "_.1f", "+.1f", " .1f", "010.2f", "#.0f", "#g", "n", "^12.2", ".0e", "z.1f", "=+10.1f", ".10", "F"):
        print(f"{v:{spec}}", end="|")
    print()
for v in ("abc", "", "é😀"):
    for spec in ("", "s", "5", "<5", ">5", "^5", ".2", "6.1", "*^7.2s", "05", "-<4"):
        print(f"{v:{spec}}", end="|")
    print()
for v, spec in ((1, "s"), (1.5, "d"), ("a", "d"), ("a", "+"), ("a", "=5"), (1, "5.2"), (1, ",s"), (1.5, "x"), (1, "zz"), (1, "+s"), (10**10, "c"), (-1, "c"), (1, ",x"), (1, ",b"), (1.5, "c"), (1, "1" * 30), (1.5, ".99999999999"), ("a", ","), ("a", "#"), (1, "+c"), (None, "d"), ([], "5"), (1, "{}"), (1, "0=5d"), (1, "5d5"), (True, "s"), (1, "#c"), (1, "z")):
    try:
        print(v, spec, format(v, spec))
    except (ValueError, TypeError, OverflowError) as e:
        print(v, spec, "->", type(e).__name__, e)
print(format(42), format("x"), format(None), format([1]), format(3.0), format(1j), format(True), format(True, "d"), format(1.0, ".3"), format(123.456, ".2"), format(123456789.0, "g"), format(1e16, ""), format(1e15, ""), format(65, "c"), format(8364, "c"))
