# A metaclass with a class.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
