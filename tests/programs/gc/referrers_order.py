# In which order the collector names who refers to an object: youngest generation first, and what a collection moved.
import gc
class C:
    pass
x = [1]
c = C()
c.attr = x
box = (x, x)
d = {"k": x}
def f(p):
    q = gc.get_referrers(p)
    print([type(r).__name__ for r in q])
refs = gc.get_referrers(x)
print([type(r).__name__ for r in refs], [r is globals() for r in refs])
del refs
f(x)
gc.collect()
f(x)
refs = gc.get_referrers(x)
print([type(r).__name__ for r in refs], [r is globals() for r in refs])
print([type(r).__name__ for r in gc.get_referrers(C)])
print([type(r).__name__ for r in gc.get_referrers(f)])
