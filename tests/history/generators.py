# Generators that wait, are sent to, delegate, and are closed early.
def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield -got
    finally:
        closed.append(n)


def both(n):
    yield from numbers(n)
    return (yield from numbers(n // 2))


closed = []
total = 0
for round_ in range(40):
    g = both(round_)
    for value in g:
        total += value
        if value > 20:
            break
    h = numbers(5)
    next(h)
    total += h.send(round_ + 1)
    del g, h
print(total, len(closed))
print(sum(x * y for x in numbers(30) for y in numbers(x)))
