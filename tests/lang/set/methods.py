# Sets and frozensets: every method and operator.
s, t = {1, 2, 3}, {3, 4}
print(s | t, s & t, s - t, s ^ t, s.union(t, [9]), s.intersection([1, 3, 7]), s.difference([1], [2]), s.symmetric_difference([3, 5]))
print(s.issubset({1, 2, 3, 4}), s.issuperset([1]), s.isdisjoint([7]), s <= t, s < {1, 2, 3}, s <= {1, 2, 3}, s > {1}, s >= t)
s.add(10); s.add(1); s.discard(2); s.discard(99); s.remove(10)
print(s, len(s), 3 in s, [] == s)
s.update([5, 6], {7}); print(s)
s.intersection_update([1, 5, 6]); print(s)
s.difference_update([5]); print(s)
s.symmetric_difference_update({1, 100}); print(s)
c = s.copy(); c.clear(); print(c, s, set(), frozenset(), {*()}, c is s)
print(set("hello") == set("ehlo"), sorted(set("banana")), set([1, 1.0, True]), {frozenset([1]), frozenset([1])})
f = frozenset([1, 2])
print(f, f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), f.copy() is f, frozenset(f) is f)
print({f: "key"}[frozenset([2, 1])], f in {f}, {1, 2} in {f}, [1] in [f])
x = {1, 2}
y = x
x |= {3}; x &= {2, 3}; x ^= {2, 9}; x -= {9}
print(x, y is x)
g = h = frozenset([1]); g |= {2}; print(g, h)
p = {5}; print(p.pop(), p)
for fn in (lambda: set().pop(), lambda: {1}.remove(2), lambda: {[]}, lambda: {1} + {2}, lambda: {1} | [2], lambda: hash({1}), lambda: {1} < [1], lambda: set(5), lambda: set(1, 2), lambda: {1}[0], lambda: frozenset([1]).add, lambda: {1}.add([]), lambda: {1}.update(5), lambda: {1}.union(5), lambda: {1, 2} - [1], lambda: {{}}, lambda: set([[]]), lambda: {1}.remove([])):
    try:
        print(fn())
    except Exception as e:
        print(type(e).__name__, e)
print({1} == {1.0}, {1} != {2}, set("ab") == frozenset("ab"), bool(set()), bool({0}), repr({1}), str(frozenset({1})), repr({"a"}), {(), None, 1.5} == {1.5, None, ()})
print(sorted({3, 1, 2}), sum({1, 2}), max({1, 5}), list(map(str, {7})), len({i % 5 for i in range(50)}))
try:
    q = {1, 2, 3}
    for v in q: q.discard(v)
except RuntimeError as e:
    print(e)
class S(set):
    pass
z = S([1]); print(z, z | {2}, type(z | {2}).__name__, type(z.copy()).__name__, z == {1})
for n in range(0, 40, 8):
    print({i * 7 % 31 for i in range(n)})
print({-1, -2, -3}, {2**61 - 1, 0}, {0.5, 0.25, 1e10}, {True, "x"} == {1, "x"}, {"a", "b", "c", "d", "e", "f", "g"})
