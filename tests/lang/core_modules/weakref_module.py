# weakref: ref, proxy, callbacks, WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize.
import weakref, gc
class A:
    def __init__(self, n): self.n = n
    def __repr__(self): return "A%s" % self.n
    def m(self): return "m" + str(self.n)
a = A(1); r = weakref.ref(a)
print(r() is a, r is weakref.ref(a), weakref.getweakrefcount(a), weakref.getweakrefs(a) == [r], r == weakref.ref(a), hash(r) == hash(a), repr(r).split(" at ")[0], type(r).__name__)
p = weakref.proxy(a); print(p.n, p.m(), repr(p).split(" at ")[0], type(p).__name__, p == a, isinstance(p, A)); p.n = 5; print(a.n)
r2 = weakref.ref(a, lambda ref: print("callback", ref() is None, ref is r2)); r3 = weakref.ref(a, lambda ref: print("second callback"))
print(r2 is r, r2 == r, weakref.getweakrefcount(a))
del a; print(r(), r2(), repr(r).split("; ")[1], r == weakref.ref(A(0)))
try: p.n
except ReferenceError as e: print(e)
try: hash(weakref.ref(A(2)))
except TypeError as e: print(e)
d = weakref.WeakValueDictionary(); x = A("x"); y = A("y"); d["x"] = x; d["y"] = y; print(len(d), dict(d), "x" in d, d.get("z")); del x; print(len(d), list(d.keys()), "x" in d)
k = weakref.WeakKeyDictionary(); kk = A("k"); k[kk] = "v"; print(len(k), k[kk]); del kk; print(len(k))
s = weakref.WeakSet(); e1 = A(1); e2 = A(2); s.add(e1); s.add(e2); print(len(s), e1 in s); del e1; print(len(s), [q.n for q in s])
f = weakref.finalize(e2, print, "finalized", 1, sep="-"); print(f.alive, f.peek()[2] if f.peek() else None); del e2; print(f.alive, f())
class Cyc: pass
c = Cyc(); c.me = c; w = weakref.ref(c, lambda r: print("cycle callback")); del c; print(w() is not None); gc.collect(); print(w())
c, o = Cyc(), Cyc(); c.o, o.c = o, c; c.w = weakref.ref(o, lambda r: print("never: dies with the cycle")); del c, o; print(gc.collect() > 0)
def bad(r): raise ValueError("in callback")
def fn(): pass
for v in (5, "s", [], {}, (), None, object(), 1.5, b"", set(), fn, A, len, A(1).m, fn.__code__, (i for i in []), frozenset(), type, Exception, bytearray(), range(1), type("L", (list,), {})(), type("I", (int,), {})(), type("T", (tuple,), {})()):
    try: weakref.ref(v); print(type(v).__name__, "ok", end="; ")
    except TypeError as e: print(e, end="; ")
print()
b = A(9); bm = weakref.ref(b.m); print(bm()); wm = weakref.WeakMethod(b.m); print(wm()()); del b; print(wm())
class Sub(weakref.ref):
    def __init__(self, o, cb=None, tag=None): super().__init__(o, cb); self.tag = tag
    def __new__(cls, o, cb=None, tag=None): return super().__new__(cls, o, cb)
z = A("z"); t = Sub(z, tag="T"); print(t().n, t.tag, t is weakref.ref(z)); 
class Del:
    def __del__(self): print("del; weakref is", type(ref()).__name__)
dd = Del(); ref = weakref.ref(dd); del dd
class Res:
    def __del__(self): global back; back = self
q = Res(); rr = weakref.ref(q); del q; print(rr() is back, back is not None)
lst = [A(i) for i in range(3)]; rs = [weakref.ref(v, lambda r, i=i: print("gone", i)) for i, v in enumerate(lst)]; lst.pop(1); lst.clear(); print([v() for v in rs])
print(weakref.ref(z) == weakref.ref(z), weakref.ref(z) != r, callable(weakref.ref(z)), weakref.getweakrefcount(5))
