# DEBUG_LEAK is DEBUG_COLLECTABLE, DEBUG_UNCOLLECTABLE and DEBUG_SAVEALL together: nothing is freed, all is told.
import gc
import sys

print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)
print(gc.DEBUG_LEAK == gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE | gc.DEBUG_SAVEALL)


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("finalizer of", self.name)


gc.collect()
gc.disable()
Node("first")
Node("second")
sys.stderr.flush()
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.get_debug())
print(gc.collect(), len(gc.garbage))
names = sorted(o.name for o in gc.garbage if isinstance(o, Node))
print(names, [gc.is_finalized(o) for o in gc.garbage if isinstance(o, Node)])
print([gc.is_tracked(o) for o in gc.garbage])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect(), gc.garbage)
stats = gc.get_stats()[2]
print(stats["uncollectable"])
