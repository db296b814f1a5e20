# A list that holds its own append.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

a = []
a.append(a.append)
d = {}
d['get'] = d.get
del a, d

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
