# partial, deque, defaultdict, OrderedDict, Counter in cycles.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

import collections
import functools
gc.collect()
base = [s['collected'] for s in gc.get_stats()]
runs = [s['collections'] for s in gc.get_stats()]
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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
