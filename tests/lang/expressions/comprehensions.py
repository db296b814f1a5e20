# Comprehensions: kinds, nesting, conditions, their own scope, evaluation order.
print([x * x for x in range(5)], {x % 3 for x in range(10)}, {x: x * x for x in range(4)}, list(x for x in "ab"))
print([(x, y) for x in range(3) for y in range(x)])
print([x for x in range(20) if x % 2 if x % 3])
print([[y for y in range(x)] for x in range(4)])
print([x for row in [[1, 2], [3], []] for x in row])
x = "outer"
[x for x in range(3)]
print(x)
def log(v):
    print("log", v, end="; ")
    return v
{log("k%d" % i): log(i) for i in range(2)}
print()
[log(1) for _ in log([0, 0]) if log(True)]
print()
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
class C:
    n = 3
    items = [i for i in range(n)]
    try:
        bad = [n for _ in range(2)]
    except NameError as e:
        print(e)
print(C.items)
def f():
    try:
        return [undefined_here for _ in range(1)]
    except NameError as e:
        return str(e)
print(f())
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *b in ["xyz", "uv"]], [b for a, *b in ["xyz", "uv"]])
print([i for i in range(5) if i != 2 or i == 2 if not i == 4])
g = (log(i) for i in log([1, 2]))
print("made")
print(next(g))
print(list(g))
print(sum(i for i in range(10)), max((i % 7, i) for i in range(20)), dict((k, v) for k, v in zip("ab", (1, 2))), sorted({c for c in "hello"}))
print({**{i: 0 for i in range(2)}, 5: 1}, [*(i for i in "ab"), *[1]])
def outer():
    n = 10
    return [n + i for i in range(3)], [[n for _ in range(1)] for _ in range(2)]
print(outer())
try:
    [1 / (i - 1) for i in range(3)]
except ZeroDivisionError as e:
    print("error inside:", e)
try:
    (x for x in 5)
except TypeError as e:
    print(e)
print([x if x % 2 else -x for x in range(5)], [(lambda y: y * x)(2) for x in range(3)])
