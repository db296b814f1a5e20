# Subclasses of list, dict, set, tuple and int with attributes.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
