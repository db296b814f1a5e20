# Functions that hold themselves through cells.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

def make():
    def even(n): return n == 0 or odd(n - 1)
    def odd(n): return n != 0 and even(n - 1)
    def loop(): return loop
    return even, loop

pair = make()
del pair

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
