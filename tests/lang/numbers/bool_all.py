# bool is an int with two values.
print(True, False, bool(1), bool(0), bool(""), bool("False"), bool([]), bool([[]]), bool(None), bool(0.0), bool(0j), bool(range(0)), bool(object()), bool(), bool(len), bool(int))
print(True + 1, True * 3, False - 1, True / 2, True // 1, True ** 2, -True, ~True, ~False, +True, True % 2, abs(True), round(True), divmod(True, True))
print(True & False, True | False, True ^ True, True & 1, 1 | True, True ^ 2, type(True & False).__name__, type(True & 1).__name__, type(True + False).__name__)
print(True == 1, True is 1 if False else None, 1 == True, True != 0, True > False, True < 2, True == 1.0, True == "True", hash(True), hash(False))
print(isinstance(True, int), isinstance(1, bool), issubclass(bool, int), bool.__mro__, bool.__bases__, type(True), True.__class__, True.real, True.imag, True.bit_length())
print(repr(True), str(False), f"{True}", f"{True:d}", f"{True:5}|{False:>7}|{True:05}|{True!s:>6}", "%d %s %r" % (True, True, False), format(True), format(True, ""), int("1") == True, float(True), complex(True), "%.1f" % True)
print([10, 20][True], "ab"[False], "x" * True, [0] * False, sum([True, True, False]), max(True, 0), {True: "t", 1: "one"}, {0: "z"}[False], [True, 1, 1.0].count(1), (1, 0).index(False), sorted([True, False, True]), range(True), list(range(True + True)))
print(bool is type(True), True is True, (1 > 0) is True, not not 5 is True, not 0 is True, bool(1) is True, True.__and__(False), True.__or__(0), True.__invert__(), True.__bool__(), True.__repr__())
for f in (lambda: bool(1, 2), lambda: bool(x=1), lambda: True + "a", lambda: True[0], lambda: type("B", (bool,), {}), lambda: True(), lambda: len(True), lambda: iter(True), lambda: True.foo):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
import math
print(math.sqrt(True), math.floor(True), True.to_bytes(1, "big"), bool.from_bytes(b"\x01", "big"), True.conjugate(), chr(65 + True), bin(True), hex(False), pow(True, 5))
