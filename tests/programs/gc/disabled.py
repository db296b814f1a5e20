# With the collector off nothing is found until it is asked.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

class N:
    alive = 0
    def __init__(self): self.me = self; N.alive += 1
    def __del__(self): N.alive -= 1

for _ in range(3000):
    N()
print(N.alive, gc.isenabled())

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
