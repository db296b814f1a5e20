# Properties, class methods and static methods that lead back to their class.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class A:
    @property
    def p(self): return A
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass

A.extra = property(A.s)
del A

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
