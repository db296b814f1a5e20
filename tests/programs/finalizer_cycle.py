# A cycle with __del__ is collected; the finalizers run once each.
import gc
gc.disable()
gc.collect()
log = []
class N:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        log.append(self.n)
a, b, c = N(1), N(2), N(3)
a.next, b.next, c.next = b, c, a
a.self = a
b = None
c = None
before = list(log)
del a
still = list(log)
found = gc.collect()
print(before, still, found, sorted(log))
