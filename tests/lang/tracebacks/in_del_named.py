# stderr: whole
# The exception of a weak reference's callback is printed and ignored too.
import weakref
class A: pass
def callback(ref):
    raise KeyError("callback")
a = A()
r = weakref.ref(a, callback)
del a
print("goes on")
