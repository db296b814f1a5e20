# Every iterator of itertools copied in the middle: __reduce__ makes tuples of what it holds.
import copy
import itertools
import operator


def start(it):
    next(it)
    return it


makers = {
    "chain": lambda: itertools.chain([1, 2], [3]),
    "zip_longest": lambda: itertools.zip_longest([1, 2], [3], fillvalue="-"),
    "groupby": lambda: itertools.groupby([1, 1, 2]),
    "tee": lambda: itertools.tee([1, 2, 3])[0],
    "product": lambda: itertools.product([1, 2], "ab"),
    "permutations": lambda: itertools.permutations([1, 2, 3], 2),
    "combinations": lambda: itertools.combinations([1, 2, 3], 2),
    "with replacement": lambda: itertools.combinations_with_replacement([1, 2], 2),
    "count": lambda: itertools.count(3, 2),
    "repeat": lambda: itertools.repeat([], 4),
    "cycle": lambda: itertools.cycle([1, 2]),
    "islice": lambda: itertools.islice([1, 2, 3, 4], 1, None, 2),
    "takewhile": lambda: itertools.takewhile(bool, [1, 2, 0, 3]),
    "dropwhile": lambda: itertools.dropwhile(operator.not_, [0, 1, 2]),
    "filterfalse": lambda: itertools.filterfalse(operator.not_, [0, 1, 2]),
    "starmap": lambda: itertools.starmap(pow, [(2, 3), (3, 2)]),
    "compress": lambda: itertools.compress([1, 2, 3], [1, 0, 1]),
    "accumulate": lambda: itertools.accumulate([1, 2, 3], operator.mul),
    "accumulate from": lambda: itertools.accumulate([1, 2, 3], initial=None),
}
for name, maker in makers.items():
    for it in (maker(), start(maker())):
        try:
            other = copy.copy(it)
            print(name, list(itertools.islice(other, 3)) if name != "groupby" else [k for k, _ in other])
        except TypeError as error:
            print(name, error)
doubled = {frozenset({1}): [1], frozenset({1}): [2], 1: (), True: "one"}
print(doubled)
