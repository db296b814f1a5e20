# int: construction, methods, attributes.
print(int(), int(5.9), int(-5.9), int("42"), int(" -42\n"), int("0b101", 0), int("ff", 16), int("0xff", 16), int("z", 36), int("1_000"), int(b"12"), int(True), int("-0"), int("٣"))
for args in (("",), ("abc",), ("1.5",), ("12", 2), ("5", 1), ("5", 37), (5, 2), ([],), (None,), ("1__0",), ("0x1g", 16), (float("nan"),), (float("inf"),), ("_1",), (" ",), ("- 5",), (1j,), (b"x",), ("9" * 5, 8)):
    try:
        print(args, int(*args))
    except Exception as e:
        print(args, type(e).__name__, e)
print((5).bit_length(), (0).bit_length(), (-256).bit_length(), (255).bit_count(), (-7).bit_count(), (2**100).bit_length())
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (7).as_integer_ratio(), True.real)
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (5).to_bytes(), int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff\xff", "little", signed=True), int.from_bytes([1, 2], "big"), int.from_bytes(b"", "big"))
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle"), lambda: (128).to_bytes(1, "big", signed=True), lambda: (1).to_bytes(-1, "big")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(bin(10), bin(-10), oct(8), oct(-8), hex(255), hex(-255), bin(0), hex(2**70), bin(True))
print(round(12345, -2), round(-15, -1), round(25, -1), round(35, -1), round(5, 2), round(5), round(-5, -1), round(10**20, -19))
print(abs(-5), divmod(17, 5), divmod(-17, 5), divmod(17, -5), pow(7, 3, 5), pow(7, -1, 11), (7).__pow__(2), (7).__floordiv__(2), (7).__truediv__(2), (7).__rsub__(10), (5).__eq__("x"), (5).__lt__(2.0))
print(repr(5), str(-5), format(5, "b"), (5).__hash__(), hash(-1), (3).__index__(), (3).__bool__(), (3).__float__(), (3).__int__() , (3).__trunc__(), (3).__ceil__(), (5).__round__(-1), (5).__and__(4), (5).__rlshift__(1))
class I(int):
    def __add__(self, o): return "added"
    def __repr__(self): return "I(%d)" % int(self)
i = I(5)
print(i, i + 1, 1 + i, i * 2, type(i * 2).__name__, [i], i == 5, hash(i) == hash(5), int(i), isinstance(i, int), I("ff", 16) if False else I(0xff))
class Idx:
    def __index__(self): return 7
class Tr:
    def __int__(self): return 8
print(int(Idx()), int(Tr()), hex(Idx()), [0] * 2, "x" * Idx(), bin(Idx()))
for c in ("__int__", "__index__"):
    T = type("T", (), {c: lambda self: "no"})
    try:
        int(T())
    except TypeError as e:
        print(e)
