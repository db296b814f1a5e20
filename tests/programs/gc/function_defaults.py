# A function held by its own default value.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

def f(x=[]):
    return x

f.__defaults__[0].append(f)

def g():
    pass

g.attr = g
del f, g

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
