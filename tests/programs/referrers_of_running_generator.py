# A generator that runs does not show what its frame holds; one that waits does.
import gc


def kinds(objects):
    return sorted(type(o).__name__ for o in objects)


def looks(given):
    mine = [1]
    print(kinds(gc.get_referrers(mine)), kinds(gc.get_referrers(given)))
    yield mine
    print(kinds(gc.get_referrers(mine)))


given = []
it = looks(given)
print(kinds(gc.get_referrers(given)))
made = next(it)
print(kinds(gc.get_referrers(made)), kinds(gc.get_referents(it)))
print(next(it, "the end"))
print(kinds(gc.get_referrers(made)), kinds(gc.get_referrers(given)))
