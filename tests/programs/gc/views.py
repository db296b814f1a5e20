# A dict that holds its own views.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

d = {}
d['keys'] = d.keys()
d['values'] = d.values()
d['items'] = d.items()
del d

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
