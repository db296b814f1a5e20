# A proxy reaches the object without holding it.
import weakref
class Acc:
    def __init__(self):
        self.items = []
a = Acc()
p = weakref.proxy(a)
p.items.append(p is a)
items = p.items
p.items = items
n = len(a.items)
del a
try:
    p.items
    gone = False
except ReferenceError:
    gone = True
print(n, gone, items)
