# A weak reference does not count.
import weakref
class Thing:
    pass
t = Thing()
r = weakref.ref(t)
s = weakref.ref(t)
same = r is s
strong = r()
n = weakref.getweakrefcount(t)
del t
alive = r() is strong
strong = None
dead = r() is None
print(same, n, alive, dead)
