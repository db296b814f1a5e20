# Integers of any size.
a, b = 10**50 + 7, 3**80
print(a, b, a + b, a - b, b - a, a * b, a // b, a % b, divmod(a, -b), -a // b, -a % b)
print(2**64, 2**63 - 1, -2**63, 2**30, 2**30 - 1, 2**60, 2**15, 1 << 100, (1 << 100) >> 98, -1 << 40, -(1 << 100) >> 99, (-1) >> 200)
print(a & b, a | b, a ^ b, ~a, -a & b, a & -b, -a | -b, -a ^ b)
print(2**200 == 4**100, hash(2**100), hash(-2**100), hash(10**30), 2**61 - 1, hash(2**61 - 1), int(1e20), int(1e300) % 10**6, float(10**22), float(2**80 + 1))
f = 1
for i in range(1, 60): f *= i
print(f)
print(pow(2, 1000, 10**9 + 7), pow(3, 10**18, 1000007), 7**77 % 10**10, pow(12345678901234567890, 3), pow(-3, 101, 10**20))
x, y = 0, 1
for _ in range(300): x, y = y, x + y
print(x)
print(10**100 // 3, 10**100 % 97, -(10**100) // 97, (10**40) // (10**20), (10**40 - 1) // (10**20), int(10**40 / 10**20), 10**40 / 3)
print(str(2**333), int("9" * 60) + 1, int("1" * 30, 2), int("f" * 40, 16), hex(10**40), oct(10**20), bin(2**70 + 5), int(hex(10**40), 16) == 10**40)
print(1e308 > 10**308, 10**308 > 1e308, 10**309 > 1e308, float(10**15) == 10**15, 9007199254740993 == 9007199254740993.0)
for g in (lambda: float(10**400), lambda: 10**400 / 3.0, lambda: 10**400 * 1.0, lambda: 1 << (1 << 70), lambda: 10**400 / 10**399, lambda: int("1" * 5000), lambda: str(10**5000), lambda: 2.0 ** 10000, lambda: 10**4400 and "%d" % 10**4400, lambda: round(10**400 / 1), lambda: f"{10**4500}", lambda: int("1" * 5000, 16) > 0, lambda: len(hex(10**5000))):
    try:
        print(g())
    except (OverflowError, ValueError, MemoryError) as e:
        print(type(e).__name__, e)
n = 10**18
print(n * n, n * n // n == n, (n + 1) * (n - 1) == n * n - 1, -n * n, abs(-n * n), (n * n).bit_length(), sum([10**18] * 20), max(2**70, 2**69), sorted([2**65, -2**65, 0, 1e19]))
print((2**100).to_bytes(13, "big").hex(), int.from_bytes(b"\x01" * 12, "little"), (-2**70).to_bytes(9, "big", signed=True).hex(), (2**70).as_integer_ratio(), round(2**70 + 123456, -5), round(-(10**25) - 55, -1))
q = 3**500
s = str(q)
print(len(s), int(s) == q, s[:20], s[-20:], sum(map(int, s)))
print(f"{10**25:,} {10**25:_} {-10**25:+} {2**70:x} {2**70:#o} {10**20:e} {10**20:.3g} {10**30:40d}|")
import math
print(math.isqrt(10**50), math.gcd(2**100, 6**50), math.factorial(30), math.comb(100, 50), math.lcm(10**10, 15**8), math.log2(2**1000), math.log10(10**400), math.sqrt(10**40))
