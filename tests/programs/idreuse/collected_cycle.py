# Does the second object get the place of the first?
import gc
gc.disable()
gc.collect()
a = []
a.append(a)
old = id(a)
a = None
b = []
print(id(b) == old)
gc.collect()
c = []
print(id(c) == old)
