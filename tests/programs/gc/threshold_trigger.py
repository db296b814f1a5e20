# A collection starts by itself when enough objects were made.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

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
_gcstats.start()

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
