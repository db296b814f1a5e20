# Displays and unpacking inside them.
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 2}, {**{"a": 1}, "b": 2, **{"a": 3}})
print([], (), {}, set(), [[]], ((),), (1,), {"k": {}}, [*[]], (*(),))
x = 1, 2
print(x, *x, sep="-")
def gen():
    yield from [1, 2]
print([*gen()], {*gen()}, (*gen(), *gen()))
def ret():
    return 1, *[2, 3]
print(ret())
def y():
    yield 1, *[2]
print(list(y()))
for v in 1, *[2, 3]:
    print(v, end=" ")
print()
a = [1, 2, 3][1:][0]
print(a)
d = {1: "int", 1.0: "float", True: "bool"}
print(d)
print({1, True, 1.0, 0, False})
def log(v):
    print("<%s>" % v, end="")
    return v
{log("a"): log(1), log("b"): log(2)}
print()
[log(1), *log([2]), log(3)]
print()
M = [0] * 3
M[1:1] = [*"xy"]
print(M)
for f in (lambda: [*5], lambda: {**5}, lambda: {*[[]]}, lambda: {[]: 1}, lambda: {{}: 1}, lambda: {**[1]}, lambda: (*None,), lambda: {{1}: 2}):
    try:
        f()
    except TypeError as e:
        print(e)
print({**{}, **{1: 2}}, len({*()}), type({}), type({*[]}))
print((1, 2) + (3,), [1] + [2], (0,) * 3, [[]] * 2)
print(1 if [] else 2, [1 if x else 0 for x in (0, 1)], (lambda: (1, 2))())
