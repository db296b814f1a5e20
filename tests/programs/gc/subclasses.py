# Subclasses of list, dict, set, tuple and int with attributes.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class L(list): pass
class D(dict): pass
class S(set): pass
class T(tuple): pass
class I(int): pass
class E(Exception): pass

for kind in (L, D, S, T, I, E):
    x = kind()
    x.me = x
x = kind = None

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
