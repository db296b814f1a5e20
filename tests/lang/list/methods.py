# Every list method.
L = [3, 1, 2]
print(L.append(4), L)
print(L.extend("ab"), L, L.extend(x for x in (7,)), L)
print(L.insert(0, "first"), L.insert(-1, "before last"), L.insert(100, "end"), L.insert(-100, "start"), L)
print(L.pop(), L.pop(0), L.pop(-1), L)
print(L.remove("a"), L)
print(L.index(1), L.index(4, 2), L.count(1), L.count("zz"), [1, True, 1.0].count(1))
print(L.reverse(), L)
M = L.copy()
print(M == L, M is L)
print(M.clear(), M)
print([3, 1, 2].sort(), sorted([3, 1, 2], reverse=True), sorted("banana"), sorted([]))
L = ["bb", "a", "ccc", "B"]
L.sort(); print(L)
L.sort(key=len); print(L)
L.sort(key=str.lower, reverse=True); print(L)
print(sorted([(1, "b"), (0, "z"), (1, "a")]), sorted([[2], [1, 5], [1]]), sorted({3: 1, 1: 2}), sorted([True, 0, -1, 0.5]))
pairs = [(i % 3, i) for i in range(10)]
print(sorted(pairs, key=lambda p: p[0]))
print(sorted(pairs, key=lambda p: p[0], reverse=True))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [1, "a"].sort(), lambda: [1].extend(5), lambda: [1].insert("x", 1), lambda: [].sort(1), lambda: [].sort(foo=1), lambda: [1].pop("a"), lambda: [None, None].sort(), lambda: [1] + 2, lambda: [1] < 2, lambda: list(5), lambda: list(1, 2), lambda: [[]].sort(key=5), lambda: [1, 2].sort(key=lambda: 0), lambda: [3j, 1j].sort()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print([1] + [2], [1] * 3, 2 * [1], [1] * 0, [1] * -1, [] + [])
print(list(), list("abc"), list((1, 2)), list({1: 2}), list(range(3)), list([1]))
print([1, 2].__len__(), [1, 2].__contains__(1), [1, 2].__getitem__(0), list.__add__([1], [2]), [5].__iter__().__next__(), list(reversed([1, 2, 3])), [1, 2, 3].__reversed__().__length_hint__())
L = [1, 2, 3]
it = iter(L)
next(it)
L.append(4)
print(list(it), list(it), it.__length_hint__())
L.append(5)
print(list(it))
a = [1]; a.append(a); print(a, [a, a], repr(a), str(a))
print([1] == a, bool([]), bool([0]), hash is not None)
try:
    hash([])
except TypeError as e:
    print(e)
