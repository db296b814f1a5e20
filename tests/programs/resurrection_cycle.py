# A cycle whose finalizer saves it.
import gc
gc.disable()
gc.collect()
saved = []
class N:
    def __del__(self):
        saved.append(self.other)
a, b = N(), N()
a.other, b.other = b, a
del a, b
first = gc.collect()
n = len(saved)
same = saved[0].other is saved[1]
saved.clear()
second = gc.collect()
print(first, n, same, second)
