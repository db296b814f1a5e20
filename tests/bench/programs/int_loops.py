# Integer arithmetic in plain loops.
def collatz(limit):
    best, best_n = 0, 0
    for n in range(1, limit):
        m, steps = n, 0
        while m != 1:
            if m % 2 == 0:
                m //= 2
            else:
                m = 3 * m + 1
            steps += 1
        if steps > best:
            best, best_n = steps, n
    return best, best_n

def gcd_sum(n):
    total = 0
    for a in range(1, n):
        for b in range(a, n, 7):
            x, y = a, b
            while y:
                x, y = y, x % y
            total += x
    return total

def bits(n):
    acc = 0
    for i in range(n):
        acc ^= (i << 3) & 0xFFFF
        acc = (acc * 5 + 1) & 0xFFFFFF
        acc |= i >> 2 & 1
    return acc

print(collatz(60000), gcd_sum(700), bits(1300000))
