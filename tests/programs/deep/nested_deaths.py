# In which order deaths inside deaths happen: at most 50 nest, then the rest waits, and goes 49 at a time. Which
# types count as a level differs: instances, lists, tuples, dicts do, cells and functions do not.
import sys

log = []
count = 0


class Counted:
    def __init__(self, to):
        self.to = to

    def __del__(self):
        global count
        count += 1
        log.append(sys.getrefcount(Counted) + count)


def nest(n, make):
    made = make(None)
    for _ in range(n):
        made = make(made)
    return made


def through_cell(x):
    return Counted(lambda: x)


def through_generator(x):
    def wait():
        yield x

    made = wait()
    next(made)
    return Counted(made)


def through_error(x):
    made = ValueError(x)
    made.__cause__ = KeyError(Counted(x))
    return Counted(made)


for make in (
    Counted,
    through_cell,
    through_generator,
    through_error,
    lambda x: Counted([x]),
    lambda x: Counted({1: (x, 2)}),
    lambda x: Counted({frozenset([x])}),
    lambda x: Counted(iter([x])),
    lambda x: Counted(map(str, [x])),
    lambda x: Counted(classmethod(x)),
    lambda x: Counted([x].append),
):
    log.clear()
    count = 0
    x = nest(120, make)
    x = None
    print(count, log)
