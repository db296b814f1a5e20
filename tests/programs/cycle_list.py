# The smallest cycle.
import gc
gc.disable()
gc.collect()
a = []
a.append(a)
b = a[0]
n = len(b)
del a
c = b[0][0]
del b
same = c is c[0]
del c
found = gc.collect()
again = gc.collect()
print(n, same, found, again)
