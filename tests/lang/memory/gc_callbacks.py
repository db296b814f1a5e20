# Callbacks of the collector see each collection.
import gc
gc.disable()
gc.collect()
events = []
def watch(phase, info):
    events.append((phase, info["generation"], info["collected"]))
gc.callbacks.append(watch)
loop = []
loop.append(loop)
del loop
a = gc.collect(0)
b = gc.collect(1)
loop = {}
loop["me"] = loop
loop = None
c = gc.collect()
gc.callbacks.remove(watch)
d = len(events)
print(a, b, c, events)
