# reprlib: texts cut where they are long, reprs that come back to themselves; locks of _thread.
import array, collections, reprlib
r=reprlib.repr
for x in (list(range(100)), 'x'*100, 10**100, {i:i for i in range(10)}, set(range(20)), frozenset(range(3)), frozenset(), set(), (1,), tuple(range(10)), collections.deque(range(9)), array.array('i',range(9)), array.array('i'), [[[[[[[[1]]]]]]]], {'a':{'b':{'c':{'d':{'e':{'f':{'g':1}}}}}}}, object, 'ab\n'*20, [], {}, range(1000), b'x'*100, True, 1.5):
    print(r(x))
q=reprlib.Repr(); q.maxlist=2; q.maxstring=10; print(q.repr([1,2,3,'abcdefghijklmnop']))
class A:
    def __init__(self): self.l=[self]
    @reprlib.recursive_repr()
    def __repr__(self): "d"; return '<A %r>' % self.l
print(A(), A.__repr__.__name__, A.__repr__.__doc__)
class B:
    def __repr__(self): 1/0
try: print(r(B())[:5])
except Exception as e: print(e)
import _thread
l=_thread.allocate_lock(); print(l.acquire(), l.locked(), l.acquire(False), l.acquire(timeout=0), l.release(), l.locked())
import sys
print(sys.getsizeof(l), type(l), sys.getsizeof(_thread.RLock()), _thread.error, _thread.TIMEOUT_MAX > 1e6, _thread.LockType)
with l: print(l.locked())
for f in (lambda: l.release(), lambda: l.acquire(False, 1), lambda: l.acquire(True,-2), lambda: _thread.LockType()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
