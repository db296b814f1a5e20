# Two objects that hold each other, one of them still named.
import gc
gc.disable()
gc.collect()
class P:
    pass
a, b = P(), P()
a.other = b
b.other = a
del a
zero = gc.collect()
x = b.other
x.other = None
del b
one = gc.collect()
x.other = x
del x
two = gc.collect()
print(zero, one, two)
