# Closures, lambdas, generators, comprehensions, yield from.
def counter(step):
    n = 0
    def up():
        nonlocal n
        n += step
        return n
    return up

def naturals(n):
    i = 0
    while i < n:
        yield i
        i += 1

def evens(it):
    for x in it:
        if x % 2 == 0:
            yield x

def squares(it):
    for x in it:
        yield x * x

def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)

def running_mean():
    total, count, mean = 0, 0, None
    while True:
        total += yield mean
        count += 1
        mean = total // count

def compose(f, g):
    return lambda x: f(g(x))

def main():
    c = counter(3)
    total = 0
    for _ in range(2000000):
        total += c() & 1
    total += sum(squares(evens(naturals(2000000)))) % 1000007
    total += sum(tree(16))
    m = running_mean()
    next(m)
    for i in range(600000):
        total += m.send(i) & 3
    f = compose(lambda x: x + 1, lambda x: x * 2)
    total += sum(f(i) for i in range(600000))
    total += len([x * y for x in range(500) for y in range(500) if (x + y) % 3 == 0])
    total += len({x % 1013: x for x in range(200000)})
    print(total)

main()
