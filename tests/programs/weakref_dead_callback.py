# A weak reference that dies first never calls back.
import weakref
class Thing:
    pass
calls = []
t = Thing()
r = weakref.ref(t, calls.append)
r = None
t = None
empty = list(calls)
a, b = Thing(), Thing()
a.ref = weakref.ref(b, calls.append)
del a
del b
print(empty, calls)
