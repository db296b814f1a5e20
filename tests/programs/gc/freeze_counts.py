# freeze: what is there is left out of all further collections; unfreeze puts it into the oldest generation.
import gc


class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        print("freed")


gc.collect()
gc.disable()
base = gc.get_freeze_count()
print(base)
n = Node()
del n
gc.freeze()
print(gc.get_freeze_count() > 0, gc.get_count())
print(gc.collect())
print(len(gc.get_objects(0)) < 10, len(gc.get_objects(1)), len(gc.get_objects(2)) < 10)
late = Node()
del late
print(gc.collect())
gc.unfreeze()
print(gc.get_freeze_count())
print(gc.collect())
