# range objects.
for r in (range(5), range(2, 8), range(0, 10, 3), range(5, 0, -1), range(0), range(5, 2), range(10, 0, -4), range(-3, 3), range(0, 10**20, 10**19)):
    print(r, list(r)[:6], r.start, r.stop, r.step, bool(r), r[-1] if r else None, list(reversed(r))[:4], r[::-1], r[1:3])
print(len(range(0, 10, 3)), 4 in range(0, 10, 2), 5 in range(0, 10, 2), -1 in range(5), "a" in range(3), 2.0 in range(3), range(10).index(7), range(10).count(3), range(10).count(99))
print(range(0, 3, 2) == range(0, 4, 2), range(0) == range(5, 5), hash(range(3)) == hash(range(0, 3)), range(3) == [0, 1, 2], range(1) != range(2))
print(repr(range(1, 5)), repr(range(1, 5, 2)), str(range(3)), range(True), sum(range(101)), max(range(3, 9)), sorted(range(3, 0, -1)))
for f in (lambda: range(1.5), lambda: range("a"), lambda: range(), lambda: range(1, 2, 0), lambda: range(1, 2, 3, 4), lambda: range(5)[5], lambda: range(5).index(9), lambda: range(5)[1.0], lambda: range(3) + range(2), lambda: len(range(10**30)), lambda: range(3) * 2, lambda: range(3) < range(4), lambda: range(stop=3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    range(3)[0] = 1
except TypeError as e:
    print(e)
try:
    range(3).start = 1
except AttributeError as e:
    print(e)
it = iter(range(3)); print(next(it), it.__length_hint__(), list(it), next(it, "end"))
r = range(10**18, 10**18 + 5); print(list(r), 10**18 + 2 in r, r[2], len(r))
class I:
    def __index__(self): return 3
print(list(range(I())), range(10)[I()], list(range(I(), 10, I())))
for i in range(3):
    i += 10
    print(i, end=" ")
print(i, [x for x in range(3) for _ in range(x)], list(enumerate(range(5, 7))), list(zip(range(3), range(10, 0, -3))))
