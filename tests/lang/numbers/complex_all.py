# complex numbers.
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" -1.5j "), complex("inf-nanj"), complex(1j, 1j), complex("(1+2j)"), complex(True), complex("j"), complex("-j"), complex(1.5, -0.0))
z = 3 + 4j
print(z, z.real, z.imag, z.conjugate(), abs(z), -z, +z, z == 3 + 4j, z != 3, bool(0j), bool(z), hash(z), hash(3 + 0j) == hash(3))
w = 1 - 2j
print(z + w, z - w, z * w, z / w, z ** 2, z ** 0.5, z ** w, z ** -1, z + 1, 1.5 * z, 2 - z, 1 / z, z ** 0, 0j ** 0, 2 ** 1j, z == 5, 3 == 3 + 0j)
print(1j * 1j, (1 + 1j) ** 10, (0.5j) ** 3, 1e300j * 1e10, complex(1e308, 1e308) * 10, -0j, 0j, complex(-0.0, -0.0), complex(0, -1), 1e16j, 1.5e-10 + 0.1j)
print(repr(1j), str(1 + 0j), repr(-1j), repr(complex(float("nan"), float("inf"))), [1j], (2 + 0j,), f"{z}", f"{z:.2f}", f"{z:>20}", f"{z!r:*^12}", f"{z:+.1e}", f"{1j:g}", f"{1.25 + 2j:10.3f}|")
for f in (lambda: complex("abc"), lambda: complex("1 + 2j"), lambda: complex(""), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: complex(None), lambda: 1j < 2j, lambda: 1j // 1, lambda: 1j % 1, lambda: divmod(1j, 1), lambda: int(1j), lambda: float(1j), lambda: 1j / 0, lambda: 0j ** -1, lambda: round(1j), lambda: 1j > 0, lambda: f"{1j:d}", lambda: f"{1j:05}", lambda: f"{1j:=10}", lambda: 1j + "a", lambda: pow(1j, 2, 3), lambda: max(1j, 2j)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class C:
    def __complex__(self): return 1 + 5j
print(complex(C()), sum([1j, 2, 3.5]), sorted([3, 1], key=lambda n: abs(n * 1j)), isinstance(1j, complex), type(1j * 1).__name__, (1j).__add__(1), (1j).__radd__(2.5), z.__abs__(), z.__eq__("x"), z.__bool__())
try:
    z.real = 1
except AttributeError as e:
    print(e)
