# Objects move up a generation with each collection they survive.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

keep = [[] for _ in range(5)]

def where(x):
    for g in range(3):
        if id(x) in map(id, gc.get_objects(generation=g)):
            return g

first = where(keep)
gc.collect(0)
second = where(keep)
gc.collect(1)
third = where(keep)
gc.collect(0)
new = []
loop = []
loop.append(loop)
print(first, second, third, where(new), where(loop))
gc.collect(0)
print(where(loop), where(new))
del loop
print(gc.collect(0))

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
