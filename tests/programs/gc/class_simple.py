# The smallest class.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class A:
    pass

del A

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
