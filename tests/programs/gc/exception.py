# Exceptions that hold the frames that hold them.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
