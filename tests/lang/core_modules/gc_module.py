# gc: collecting, tracking, referrers, thresholds, callbacks, debug.
import gc
gc.disable()
gc.collect()
print(gc.isenabled(), gc.get_threshold())
class N:
    def __init__(self, name): self.name = name
    def __repr__(self): return "N(%s)" % self.name
a, b = N("a"), N("b"); a.o, b.o = b, a; del a, b
print(gc.collect(), gc.collect())
l = []; l.append(l); del l; d = {}; d["d"] = d; del d
print(gc.collect())
print([gc.is_tracked(x) for x in (1, "a", None, 1.5, [], {}, {"a": 1}, {"a": []}, (), (1, 2), ([],), set(), frozenset(), N("t"), N, len, lambda: 0, b"b", range(3), iter([]), bytearray(), object(), type, slice(1), (i for i in []), Exception())])
t = (1, 2, (3, "x")); u = (1, []); gc.collect(); print(gc.is_tracked(t), gc.is_tracked(u), gc.is_tracked(t[2]))
d = {"a": 1}; print(gc.is_tracked(d)); d["b"] = []; print(gc.is_tracked(d)); del d["b"]; gc.collect(); print(gc.is_tracked(d))
x = N("x"); holder = [x]; dic = {"k": x}
refs = gc.get_referrers(x); print(len(refs), any(r is holder for r in refs), any(r is dic for r in refs), any(r is globals() for r in refs))
del refs
print(gc.get_referents([1, "a"]), gc.get_referents({"k": 5}), gc.get_referents((1, 2)), gc.get_referents(5), gc.get_referents(x), gc.get_referents(holder, dic))
class W(N):
    def __del__(self): print("del", self.name)
p, q = W("p"), W("q"); p.o, q.o = q, p; del p, q
print("collect", gc.collect())
saved = []
class R(N):
    def __del__(self): saved.append(self); print("resurrect", self.name)
r = R("r"); r.me = r; del r
print(gc.collect(), saved, gc.collect(), saved[0].me is saved[0]); saved.clear(); print(gc.collect(), saved, gc.garbage)
log = []
def cb(phase, info): log.append((phase, info["generation"], info["collected"]))
gc.callbacks.append(cb); z = []; z.append(z); del z; gc.collect(1); gc.collect(); gc.collect(0); gc.callbacks.remove(cb); print(log)
for f in (lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect("x"), lambda: gc.set_threshold(), lambda: gc.set_threshold("a"), lambda: gc.is_tracked(), lambda: gc.get_objects(5)):
    try: print(f())
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
gc.set_threshold(100, 5, 5); print(gc.get_threshold()); gc.set_threshold(700); print(gc.get_threshold()); gc.set_threshold(700, 10, 10)
before = [s["collections"] for s in gc.get_stats()]; gc.collect(0); gc.collect(1); gc.collect(2); gc.collect()
print([n["collections"] - o for n, o in zip(gc.get_stats(), before)], sorted(gc.get_stats()[0]))
gc.freeze(); print(gc.get_freeze_count() > 0); gc.unfreeze(); print(gc.get_freeze_count())
gc.set_debug(gc.DEBUG_SAVEALL); s = []; s.append(s); del s; print(gc.collect(), len(gc.garbage), gc.get_debug()); gc.set_debug(0); gc.garbage.clear(); print(gc.collect())
mark = N("mark"); print(any(o is mark for o in gc.get_objects()), any(o is mark for o in gc.get_objects(generation=0)), gc.is_finalized(mark), gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_LEAK)
gc.enable(); print(gc.isenabled())
