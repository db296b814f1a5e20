# A cached property has a lock, which the collector knows.
import functools, gc, sys
gc.collect()
class C:
    @functools.cached_property
    def size(self):
        print('computed')
        return [self]
c = C()
print(sorted(vars(C.__dict__['size'])))
lock = C.__dict__['size'].lock
print(type(lock), sys.getsizeof(lock), gc.is_tracked(lock), repr(lock)[:45], sys.getrefcount(lock))
c.size.append(1)
print(c.size[1:], sorted(vars(c)))
with lock:
    print(repr(lock)[:15], lock.acquire(), lock.release())
try:
    lock.release()
except RuntimeError as e:
    print(e)
del C, c, lock
print(gc.collect())
class D:
    __slots__ = ()
    @functools.cached_property
    def size(self):
        return 1
try:
    D().size
except TypeError as e:
    print(e)
