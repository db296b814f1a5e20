# Instances with slots.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class S:
    __slots__ = ('a', 'b')

x, y = S(), S()
x.a, x.b = y, x
y.a = x
del x, y

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
