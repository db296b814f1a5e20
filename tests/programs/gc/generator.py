# A suspended generator that is in a cycle with its local names.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

def g():
    me = yield
    box = [me]
    yield box

it = g()
next(it)
it.send(it)
kept = []
gen = (x for x in [kept])
kept.append(gen)
del it, kept, gen

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
