# Classes that nobody uses any more.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class A:
    def m(self): return __class__

class B(A):
    pass

A.b = B()
del A, B

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
