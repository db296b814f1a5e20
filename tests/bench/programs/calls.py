# Function calls: recursion, several arguments, keywords, defaults.
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)

def add3(a, b, c=3):
    return a + b + c

def apply(f, x, *, scale=1):
    return f(x, scale) * scale

def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))

def main():
    total = fib(31)
    for i in range(2000000):
        total += add3(i, 1) - add3(i, 1, c=2)
    for i in range(500000):
        total += apply(add3, i, scale=2)
    total += ack(2, 330)
    print(total)

main()
