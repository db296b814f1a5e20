# A suspended generator that is in a cycle with its local names.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.show(found, again)
