# With the collector off nothing is found until it is asked.
# check: no (too many objects at every line)
import gc

gc.disable()
gc.collect()
base = [s["collected"] for s in gc.get_stats()]
runs = [s["collections"] for s in gc.get_stats()]

class N:
    alive = 0
    def __init__(self): self.me = self; N.alive += 1
    def __del__(self): N.alive -= 1

for _ in range(3000):
    N()
print(N.alive, gc.isenabled())

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
