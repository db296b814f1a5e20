# A view of a buffer held by a cycle.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class B(bytearray):
    pass

b = B(b'xy')
b.view = memoryview(b)
del b

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
