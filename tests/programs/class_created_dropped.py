# A class is in cycles with itself: only the collector frees it.
import gc
gc.disable()
gc.collect()
def make():
    class Temp:
        data = []
        def m(self):
            return self
    t = Temp()
    t.m()
    return t
t = make()
kind = type(t)
kind.data.append(t)
del kind
t = None
found = gc.collect()
print(found > 0, gc.collect())
