# An object that holds its own bound method.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class C:
    def m(self): pass
    @classmethod
    def k(cls): pass

c = C()
c.f = c.m
c.g = [c.m, c.m]
del c

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
