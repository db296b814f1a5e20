# chr ord hex oct bin int float round abs divmod pow complex str bytes list tuple dict set.
print(chr(65), ord("a"), hex(255), oct(8), bin(5), abs(-3), abs(-2.5), abs(3 + 4j), divmod(7, 2), pow(2, 10), pow(2, -1), pow(2, 10, 7), round(2.567, 2), round(5), int("7"), float("1.5"), complex("1j"), str(5), bytes(2), bytearray(1), list("ab"), tuple("ab"), dict(a=1), set("a"), frozenset("b"), bool("x"), slice(5), range(2), object is object, type(5) is int)
print(int(3.99), int("-5"), int("  12  "), int("11", 2), float("  1e3 "), str(b"x"), str([1]), list({1: 2}), tuple({3}), dict([("a", 1)]), list(range(3)), set([1, 1]), bytes("a", "ascii"), list(b"ab"), str(1.0), repr(1e100), ascii("ж"), format(255, "x"), memoryview(b"a")[0])
class All:
    def __int__(self): return 1
    def __float__(self): return 2.0
    def __complex__(self): return 3j
    def __str__(self): return "four"
    def __bytes__(self): return b"five"
    def __bool__(self): return False
    def __index__(self): return 7
    def __abs__(self): return "abs"
    def __round__(self, n="none"): return ("round", n)
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m="nomod"): return ("pow", o, m)
    def __hash__(self): return 9
    def __iter__(self): return iter("xy")
    def __len__(self): return 2
    def __format__(self, s): return "F" + s
    def keys(self): return ["k"]
    def __getitem__(self, k): return "item " + str(k)
a = All()
print(int(a), float(a), complex(a), str(a), bytes(a), bool(a), hex(a), oct(a), bin(a), chr(a) == "\x07", abs(a), round(a), round(a, 2), divmod(a, 1), divmod(1, a), pow(a, 2), pow(a, 2, 3), hash(a), list(a), tuple(a), set(a) == {"x", "y"}, dict(a), {**a}, format(a, "q"), f"{a:z}", len(a), range(a), slice(a).indices(a), [0] * a)
for f in (lambda: chr(1.5), lambda: chr("a"), lambda: ord("ab"), lambda: ord(b""), lambda: ord([]), lambda: hex("a"), lambda: bin(1.5), lambda: oct(None), lambda: abs("x"), lambda: divmod("a", 1), lambda: pow("a", 2), lambda: round("x"), lambda: round(1, 2, 3), lambda: int([]), lambda: int("x", 10), lambda: float([]), lambda: complex([]), lambda: list(1), lambda: tuple(None), lambda: dict(1), lambda: dict([1, 2]), lambda: dict(["a"]), lambda: set(1), lambda: bytes("é"), lambda: str(1, 2), lambda: pow(2, 3, 4, 5), lambda: pow(), lambda: slice(), lambda: range(), lambda: format(1, 2), lambda: format(), lambda: abs(), lambda: chr(), lambda: round(), lambda: pow(1, 2, "x")):
    try: print(f())
    except (TypeError, ValueError, OverflowError) as e: print(type(e).__name__, e)
print(ord(b"a"), ord(bytearray(b"b")), round(-2.5), round(1234, -2), round(1.25, 1), pow(0, 0), pow(base=2, exp=3, mod=5), int(base=10, x="5") if False else int("5", base=10), sum([True] * 3), hash(2**61), hash(1.0), hash(-1))
