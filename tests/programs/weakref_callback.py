# Callbacks run when the object dies, newest first.
import weakref
class Thing:
    pass
log = []
def note(name):
    def callback(ref):
        log.append((name, ref() is None))
    return callback
t = Thing()
r1 = weakref.ref(t, note("first"))
r2 = weakref.ref(t, note("second"))
r3 = weakref.ref(t)
keep = [t]
del t
before = len(log)
keep.pop()
after = len(log)
del r1
print(before, after, log)
