# gc.is_finalized: __del__ runs once, also of an object that came back.
import gc


class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("finalizer", gc.is_finalized(self))
        kept.append(self)


class Plain:
    pass


kept = []
gc.collect()
gc.disable()
plain = Plain()
print(gc.is_finalized(plain), gc.is_finalized(3), gc.is_finalized([]), gc.is_finalized(None))
n = Node()
print(gc.is_finalized(n))
del n
print("found", gc.collect(), len(kept))
print(gc.is_finalized(kept[0]), gc.is_tracked(kept[0]))
kept.clear()
print("found", gc.collect(), len(kept))


class Acyclic:
    def __del__(self):
        print("dies by its count")
        kept.append(self)


a = Acyclic()
del a
print(len(kept), gc.is_finalized(kept[0]))
kept.clear()
print(len(kept))
