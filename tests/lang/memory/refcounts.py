# sys.getrefcount in every situation.
import sys
rc = sys.getrefcount
a = []; print("new", rc(a)); b = a; print("alias", rc(a)); c = [a, a]; print("list", rc(a)); d = {"k": a}; print("dict", rc(a)); t = (a,); print("tuple", rc(a)); s = {id: a}; del b, c, d, t, s; print("released", rc(a))
def f(x): return rc(x)
print("param", f(a), f([]), f(x=a), f(*[a]), f(**{"x": a}))
def g(*args, **kw): return rc(args[0]) if args else rc(kw["k"])
print("varargs", g(a), g(k=a))
def h(x):
    y = x; z = y
    def inner(): return x
    return rc(x), rc(z)
print("locals and cell", h(a))
class C:
    attr = a
    def __init__(self, v): self.v = v
    def me(self): return rc(self)
print("class attribute", rc(a)); o = C(a); print("instance attribute", rc(a), rc(o), o.me(), rc(C)); m = o.me; print("bound method", rc(o), m()); del m; p, q = o, o; print(rc(o)); del p, q
print("literal list", rc([]), rc({}), rc(()) > 5, rc([1, [2]]))
def gen(x): yield rc(x); y = x; yield rc(x)
it = gen(a); print("gen", rc(a), next(it), next(it), rc(a)); del it; print(rc(a))
for v in [a]: print("loop", rc(v))
del v; print([rc(x) for x in [a, a]], [rc(a) for _ in [0]], rc(a), (lambda x: rc(x))(a))
try: raise ValueError(a)
except ValueError as e: print("exception", rc(e), rc(a), rc(e.args))
print("after", rc(a)); e1 = KeyError("k"); print(rc(e1))
try: raise e1
except KeyError as e2: print(rc(e1), e1 is e2)
print(rc(e1)); e1 = None
def thrower(x): raise ValueError("t")
try: thrower(a)
except ValueError as e: print("frame holds the argument", rc(a))
print(rc(a)); n = [[]] * 5; print(rc(n[0])); n2 = n * 2; print(rc(n[0])); n2.pop(); print(rc(n[0])); n.clear(); del n2
it = iter(a); print("iterator", rc(a)); del it; sl = a[:]; print(rc(a), rc(sl)); z = zip(a, a); print(rc(a)); del z; e = enumerate(a); print(rc(a)); del e; mp = map(len, a); print(rc(a)); del mp; r = reversed(a); print(rc(a)); list(r); print(rc(a)); mv = bytearray(2); w = memoryview(mv); print(rc(mv)); w.release(); print(rc(mv))
import weakref; k = C(1); w = weakref.ref(k); print("weak", rc(k), rc(w), w() is k, rc(k)); pr = property(f); print(rc(f)); del pr; print(rc(f)); dec = staticmethod(f); print(rc(f)); del dec
print(f.__defaults__, rc(f), rc(f.__code__) > 1); fn = lambda: a; print("global, not held", rc(a)); dflt = lambda x=a: x; print("default held", rc(a)); del dflt; del C.attr, o; print(rc(a)); globals()["new"] = a; print(rc(a)); del new; x = y = z = a; print(rc(a)); x, y, z = 1, 2, 3; print(rc(a)); big = 10**10; print(rc(big)); lst = [big] * 3; print(rc(big)); flt = 1.5 + big; print(rc(flt)); st = str(flt); print(rc(st)); u = st + "x"; print(rc(u))
