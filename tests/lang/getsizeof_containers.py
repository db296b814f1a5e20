# sys.getsizeof over values of every built-in type: containers.
import sys


def show(*values):
    print(*(sys.getsizeof(v) for v in values))


print("list displays and constructors")
show([], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5], list(range(10)), list("abc"), list((1, 2, 3)), [None] * 5, [0] * 100, [x for x in range(3)], [x for x in range(10)], [*range(5)], [1] + [2], [1, 2, 3][:2], [1, 2, 3].copy(), sorted((3, 1, 2)), "a b c".split(), list(x for x in range(6)), list({1, 2}), list({1: 2}), list([]), [[]] * 3, [1, 2] * 3)
print("tuple")
show((), (1,), (1, 2), tuple(range(10)), tuple([1, 2, 3]), tuple(x for x in range(5)), (1,) * 7, (1, 2) + (3,), (1, 2, 3)[1:], tuple("abcdef"))
print("dict")
show({}, {1: 1}, {"a": 1}, dict(), dict(a=1), {i: i for i in range(5)}, {i: i for i in range(6)}, {i: i for i in range(10)}, {i: i for i in range(11)}, {i: i for i in range(22)}, {str(i): i for i in range(5)}, {str(i): i for i in range(6)}, {str(i): i for i in range(30)}, dict(zip("abc", range(3))), dict.fromkeys("abc"), dict.fromkeys(range(20)), {1: 1, "a": 2}, {"a": 1, 1: 2}, dict([(1, 2), (3, 4)]), {**{"a": 1}, "b": 2}, {"a": 1} | {"b": 2}, {1: 2}.copy(), {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}, {(1, 2): 3}, dict({i: i for i in range(100)}), {i: i for i in range(1000)})
print("set and frozenset")
show(set(), {1}, {1, 2, 3, 4}, {1, 2, 3, 4, 5}, set(range(10)), set(range(20)), set(range(100)), set("hello"), {x for x in range(6)}, frozenset(), frozenset([1]), frozenset(range(5)), frozenset(range(50)), set([1, 2]) | {3, 4, 5}, {1, 2} & {2}, set(range(10)) - {1}, {1, 2}.copy(), set(range(30)).copy(), frozenset({1, 2, 3, 4, 5, 6, 7}), set(list(range(5)) * 10))
print("views and iterators")
d = {"a": 1}
show(d.keys(), d.values(), d.items(), iter(d), iter(d.values()), iter(d.items()), iter([]), iter(()), iter(""), iter("é"), iter(b""), iter(bytearray()), iter({1}), iter(range(3)), reversed([]), reversed(()), reversed(d), reversed(range(3)), enumerate([]), zip(), zip([], []), map(len, []), filter(None, []), iter(int, 1), iter(memoryview(b"ab")))
print("range, slice")
show(range(0), range(10), range(10**20), slice(1), slice(None), slice(1, 2, 3))
print("subclasses")
class L(list): pass
class T(tuple): pass
class D(dict): pass
class S(set): pass
class F(frozenset): pass
show(L(), L([1, 2]), T(), T((1, 2)), D(), D(a=1), S(), S([1]), F(), F([1]))
