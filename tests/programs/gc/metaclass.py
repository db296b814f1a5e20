# A metaclass with a class.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class M(type):
    made = []
    def __init__(cls, *args):
        super().__init__(*args)
        M.made.append(cls)

class A(metaclass=M):
    pass

del M, A

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
