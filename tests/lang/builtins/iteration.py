# enumerate, zip, map, filter, reversed, iter, next, sum, any, all, min, max, sorted.
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], start=-1)), list(zip("ab", [1, 2], (3, 4))), list(zip()), list(zip("abc", [1])), list(zip("ab", [1, 2], strict=True)))
print(list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed({1: 2, 3: 4})))
print(next(iter([1])), next(iter([]), "d"), list(iter([1, 2])), sum([1, 2.5]), sum([], 5), sum([[1], [2]], []), sum((x for x in range(4)), start=10), any([]), all([]), any([0, 5]), all([1, 0]))
n = [0]
def tick(): n[0] += 1; return n[0]
print(list(iter(tick, 4)))
print(type(enumerate([])).__name__, type(zip()).__name__, type(map(int, [])).__name__, type(filter(None, [])).__name__, type(iter([])).__name__, type(iter({})).__name__, type(iter({}.items())).__name__, type(iter("")).__name__, type(iter("é")).__name__, type(iter(set())).__name__, type(iter(range(1))).__name__, type(iter(range(10**30))).__name__, type(reversed([])).__name__, type(reversed("")).__name__, type(iter(())).__name__, type(iter(b"")).__name__, type(iter(int, 1)).__name__, type(iter(bytearray())).__name__, type(reversed({})).__name__)
e = enumerate("xy"); print(iter(e) is e, next(e), list(e), next(e, None))
z = zip([1, 2, 3], [4]); print(next(z), next(z, "stop"))
a = iter([1, 2, 3, 4]); print(list(zip(a, a)))
m = map(print, ["lazy"]); print("before"); list(m)
for f in (lambda: sum(["a", "b"]), lambda: sum("ab", ""), lambda: sum([b"a"], b""), lambda: sum([1], "x"), lambda: sum(5), lambda: zip(5), lambda: map(), lambda: map(5), lambda: list(map(5, [1])), lambda: filter(None), lambda: next(iter([])), lambda: enumerate(), lambda: enumerate(5), lambda: reversed(5), lambda: iter(5, 5), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1], [], strict=True)), lambda: all(5), lambda: any(), lambda: next(), lambda: iter(), lambda: enumerate([], "x"), lambda: sorted(5), lambda: list(map(lambda a: a, [1], [2])), lambda: zip([], foo=1), lambda: sum([[1]], 0)):
    try: print(f())
    except (TypeError, ValueError, StopIteration) as x: print(type(x).__name__, x)
class Sq:
    def __len__(self): return 3
    def __getitem__(self, i): return i * i if i < 3 else [][1]
print(list(reversed(Sq())), list(Sq()), list(enumerate(Sq())), max(Sq()), sorted(Sq(), reverse=True), 4 in Sq(), dict(enumerate(Sq())))
print([list(x) for x in zip(*[[1, 2], [3, 4]])], dict(zip("ab", range(2))), list(map(list, zip("ab", "cd"))), max(map(len, ["a", "bcd"])), "".join(map(chr, [97, 98])), set(map(abs, [-1, 1])), list(map(pow, [2, 3], [3, 2])), list(filter(str.isdigit, "a1b2")))
print(min("b", "a"), max([1, 5], [1, 4]), min([[3], [1, 2]], key=len), max({"a": 3, "b": 1}.items(), key=lambda kv: kv[1]), min((), default=None), max(1, 2.5), max(True, 1), min(1.0, 1), sorted("bA", key=str.lower), sorted([3, 1], reverse=1), sorted({2: "b", 1: "a"}.items()))
