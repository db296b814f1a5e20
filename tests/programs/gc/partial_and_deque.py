# partial, deque, defaultdict, OrderedDict, Counter in cycles.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

import collections
import functools
gc.collect()
_gcstats.start()
a = []
a.append(functools.partial(len, a))
d = collections.deque()
d.append(d)
dd = collections.defaultdict(list)
dd[1] = dd
od = collections.OrderedDict()
od['me'] = od
c = collections.Counter()
c['me'] = c
it = []
import itertools
it.append(itertools.chain(it, it))
it.append(itertools.cycle(it))
del a, d, dd, od, c, it

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
