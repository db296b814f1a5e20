# A collection starts by itself when enough objects were made.
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

gc.set_threshold(100, 5, 5)
gc.enable()
peak = 0
for _ in range(2000):
    N()
    peak = max(peak, N.alive)
gc.disable()
gc.set_threshold(700, 10, 10)
print(peak < 200, N.alive < 200)
N.alive = 0
gc.collect()
base = [s['collected'] for s in gc.get_stats()]
runs = [s['collections'] for s in gc.get_stats()]

found = gc.collect()
again = gc.collect()
collected = [s["collected"] - b for s, b in zip(gc.get_stats(), base)]
collections = [s["collections"] - b for s, b in zip(gc.get_stats(), runs)]
print(found, again, collected, collections, gc.garbage)
