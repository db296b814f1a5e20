# One member of a cycle comes back and brings the others.
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

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
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
