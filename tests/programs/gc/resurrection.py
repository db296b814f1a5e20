# One member of a cycle comes back and brings the others.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

saved = []

class N:
    def __init__(self, n): self.n = n
    def __del__(self):
        if self.n == 'b': saved.append(self)

a, b, c = N('a'), N('b'), N('c')
a.next, b.next, c.next = b, c, a
del a, b, c
first = gc.collect()
print(first, [saved[0].n, saved[0].next.n, saved[0].next.next.n], saved[0].next.next.next is saved[0])
saved.clear()

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
