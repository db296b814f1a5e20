# When an object dies, the weak reference without a callback, which all share, is cleared before the others are counted: a
# single one with a callback is called without a further reference to it.
import sys
import weakref


class Thing:
    pass


def tell(reference):
    print("cleared", reference() is None, sys.getrefcount(reference))


thing = Thing()
calling = weakref.ref(thing, tell)
del thing

thing = Thing()
shared = weakref.ref(thing)
calling = weakref.ref(thing, tell)
thing = None

thing = Thing()
proxy = weakref.proxy(thing)
shared = weakref.ref(thing)
calling = weakref.ref(thing, tell)
other = weakref.ref(thing, tell)
del thing
print(calling is other)
