# The counters of the three generations.
import gc
import _gcstats

gc.disable()
gc.collect()
_gcstats.start()

gc.collect()
a = gc.get_count()
x = [[] for _ in range(50)]
b = gc.get_count()
print(b[0] - a[0] >= 50, b[1:] == a[1:])
del x
gc.collect(0)
c = gc.get_count()
gc.collect(0)
d = gc.get_count()
print(c[1] - b[1], d[1] - c[1], d[2] - c[2])
gc.collect(1)
e = gc.get_count()
print(e[1], e[2] - d[2])
gc.collect(2)
print(gc.get_count()[1:])

found = gc.collect()
again = gc.collect()
_gcstats.show(found, again)
