# Shortest round-trip repr: what is printed reads back as the same number.
import random
random.seed(42)
values = [random.uniform(-1e6, 1e6) for _ in range(20)] + [random.random() * 10.0 ** random.randrange(-300, 300) for _ in range(40)]
for v in values:
    assert float(repr(v)) == v
    print(v)
x = 1.0
for i in range(30):
    x /= 3
    print(x, end=" ")
print()
x = 1.0
for i in range(30):
    x *= 7.1
    print(x, end=" ")
print()
for i in range(-8, 25):
    print(10.0 ** i, 1.5 * 10.0 ** i, end=" ")
print()
print(*(n / 10 for n in range(-20, 21)))
print(*(n / 7 for n in range(1, 15)))
print(*(2.0 ** n for n in range(-30, 70, 7)))
