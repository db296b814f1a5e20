# Exceptions that hold the frames that hold them.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

def f():
    try:
        raise ValueError('x')
    except ValueError as e:
        kept = e

def g():
    local = []
    try:
        f()
        raise KeyError(local)
    except KeyError as e:
        local.append(e)

f()
g()

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
