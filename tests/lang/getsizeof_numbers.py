# sys.getsizeof over values of every built-in type: numbers.
import sys


def show(*values):
    print(*(sys.getsizeof(v) for v in values))


print("int")
show(0, 1, -1, 2**29, 2**30 - 1, 2**30, 2**30 + 1, -2**30, 2**59, 2**60 - 1, 2**60, 2**64, 2**89, 2**90, 2**100, 2**1000, -2**1000, 10**50, 10**500)
print("bool, float, complex, None, and the like")
show(True, False, 0.0, 1.5, -1e300, float("inf"), 1j, 0j, None, ..., NotImplemented)
print("int by digits")
show(*(2**n for n in range(0, 400, 15)))
print("computed")
show(2**64 - 2**64, (2**200) // (2**190), (2**90 - 1) - (2**90 - 2), 7 * 10**20, int("9" * 40), -(2**60), abs(-(2**90)), int(1e30), ~(2**60), 1 << 59, 1 << 60)
print("subclasses")
class I(int): pass
class F(float): pass
class C(complex): pass
class IS(int): __slots__ = ()
show(I(0), I(1), I(2**100), F(1.5), C(1j), IS(5), IS(2**70))
