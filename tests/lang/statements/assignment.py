# Assignment in all its forms, and the order in which its parts are evaluated.
def say(x):
    print("eval", x)
    return x

a = b = c = [1]
print(a is b, b is c)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, q), r = (1, 2), 3
print(p, q, r)
[m, n] = "ab"
print(m, n)
first, *middle, last = range(6)
print(first, middle, last)
*init, end = [1]
print(init, end)
head, *tail = "x"
print(head, tail)
(a, *b), *c = [(1, 2, 3), 4, 5]
print(a, b, c)
d = {}
d[say("key")] = say("value")
print(d)
L = [0, 0, 0]
i = 0
i, L[i] = 1, 9
print(i, L)
L[say(0)], L[say(1)] = say(10), say(20)
print(L)

class Log:
    def __init__(self):
        object.__setattr__(self, "seen", [])
    def __setattr__(self, name, value):
        self.seen.append((name, value))
    def __setitem__(self, key, value):
        self.seen.append((key, value))

log = Log()
log.x = log.y = 5
log[1], log[1:2], log[1:2, ...] = "abc"
print(log.seen)

for bad in ("a, b = 1,", "a, b = 1, 2, 3", "a, *b, c = [1]", "a, b = 5", "(a, b), c = 1, 2", "a, b = {}"):
    try:
        exec(bad)
    except (ValueError, TypeError) as e:
        print(bad, "->", type(e).__name__, e)

class It:
    def __iter__(self):
        yield 1
        print("asked again")
        yield 2
        print("end")
u, v = It()
print(u, v)
