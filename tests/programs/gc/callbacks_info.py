# gc.callbacks: called before and after each collection with what it is about; their errors are told and dropped.
import gc
import sys

gc.collect()
gc.disable()
seen = []


def note(phase, info):
    seen.append((phase, sorted(info.items())))


class Node:
    def __init__(self):
        self.me = self


gc.callbacks.append(note)
Node()
gc.collect(0)
Node()
gc.collect(1)
gc.collect()
for row in seen:
    print(row)
seen.clear()
sys.unraisablehook = lambda u: print("unraisable:", u.exc_type.__name__, u.exc_value, getattr(u.object, "__name__", u.object))


def wrong(phase, info):
    raise ValueError(phase)


gc.callbacks.append(wrong)
print(gc.collect())
print(len(seen))
gc.callbacks.remove(wrong)


def removes_itself(phase, info):
    gc.callbacks.remove(removes_itself)
    print("gone after", phase)


gc.callbacks.append(removes_itself)
gc.collect()
print(len(gc.callbacks))


def collects(phase, info):
    print("inside", phase, gc.collect())


gc.callbacks.append(collects)
gc.collect(0)
gc.callbacks.clear()
print(gc.callbacks)
