# A copied cycle is a cycle of its own.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

import copy
gc.collect()
_gcstats.start()
a = [1]
a.append(a)
b = copy.deepcopy(a)
del a
first = gc.collect()
del b
print(first)

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
