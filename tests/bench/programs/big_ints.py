# Integers beyond the machine word: factorials, powers, digits of pi, conversion to text.
def factorial(n):
    out = 1
    for i in range(2, n + 1):
        out *= i
    return out

def pi_digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits

def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a

def modpow(n):
    p, acc = 2**127 - 1, 0
    for i in range(2, n):
        acc = (acc + pow(i, p - 2, p)) % p
    return acc

for _ in range(60):
    f = factorial(1500)
print(len(str(f)), sum(map(int, str(f))), sum(pi_digits(1700)), fib(60000) % 10**20, modpow(6000) % 10**15, len(hex(3**6000)))
