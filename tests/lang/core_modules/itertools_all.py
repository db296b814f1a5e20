# itertools.
import itertools as it
L = list
print(L(it.chain("ab", [1])), L(it.chain.from_iterable(["ab", "c"])), L(it.islice(it.count(5), 3)), L(it.islice(it.count(1, 0.5), 3)), L(it.islice(it.cycle("ab"), 5)), L(it.repeat(7, 3)), L(it.islice(range(10), 2, 8, 3)), L(it.islice("abc", None)), L(it.islice("abcd", 1, None)))
print(L(it.accumulate([1, 2, 3])), L(it.accumulate([1, 2, 3], lambda a, b: a * b)), L(it.accumulate([1, 2], initial=10)), L(it.accumulate([])), L(it.compress("abcd", [1, 0, 1])), L(it.dropwhile(lambda x: x < 3, [1, 3, 1])), L(it.takewhile(lambda x: x < 3, [1, 3, 1])), L(it.filterfalse(None, [0, 1, ""])), L(it.starmap(pow, [(2, 3), (3, 2)])), L(it.zip_longest("ab", [1], fillvalue="-")), L(it.pairwise("abcd")))
print(L(it.product("ab", [1, 2])), L(it.product([0, 1], repeat=3)), L(it.product()), L(it.permutations("abc", 2)), len(L(it.permutations(range(5)))), L(it.combinations("abcd", 2)), L(it.combinations_with_replacement("ab", 2)), L(it.combinations("ab", 3)), L(it.permutations("ab", 0)))
print([(k, L(g)) for k, g in it.groupby("aabbbca")], [(k, L(g)) for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, _ in it.groupby([])])
a, b = it.tee([1, 2, 3]); print(next(a), L(b), L(a)); x, y, z = it.tee(iter("ab"), 3); print(L(x), L(y), L(z))
c = it.count(); print(next(c), next(c), repr(c), repr(it.count(5, 2)), repr(it.repeat(1)), repr(it.repeat(1, 5)), it.repeat(1, 5).__length_hint__())
g = it.groupby("aab"); k, grp = next(g); next(g); print(k, L(grp))
for f in (lambda: it.islice([1], -1), lambda: it.islice([1], "a"), lambda: it.combinations("ab"), lambda: it.combinations("ab", -1), lambda: it.chain(5) and L(it.chain(5)), lambda: it.count("a"), lambda: it.repeat(), lambda: L(it.starmap(pow, [1])), lambda: it.product(5), lambda: it.tee([], -1), lambda: it.cycle(5), lambda: it.accumulate(5), lambda: it.zip_longest([1], foo=2), lambda: it.islice([1], 1, 2, 0), lambda: it.pairwise(5), lambda: it.permutations("a", "b"), lambda: it.product([1], repeat=-1)):
    try: print(f())
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def noisy():
    for i in range(3): print("<%d>" % i, end=""); yield i
print(L(it.islice(noisy(), 1)), L(it.chain(noisy(), [9])), L(zip(it.count(), noisy())), [next(it.cycle(noisy())) for _ in range(2)])
def batched(s, n):
    i = iter(s)
    while b := tuple(it.islice(i, n)): yield b
print(L(batched("abcdefg", 3)), sum(it.takewhile(lambda x: x < 50, (x * x for x in it.count()))), L(map(sum, it.product([1, 2], [10, 20]))), max(it.accumulate([3, 1, 4, 1, 5], max)), L(it.chain(*[[1], [2]])), dict(zip("abc", it.count(1))), type(it.count()).__name__, type(it.chain()).__name__, L(it.islice(it.accumulate(it.repeat(2), lambda a, _: a * 2), 6)))
