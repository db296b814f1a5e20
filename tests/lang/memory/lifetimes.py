# When objects die: the order of __del__ relative to output.
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def m(self): return self
    def __repr__(self): return self.n
a = D("a"); a = D("a2"); print("rebound")
D("temp"); print("after temporary")
x = [D("in list"), D("second")]; x[0] = None; print("slot overwritten"); x.pop(); print("popped")
_ = D("underscore"); _ = 1
def f(arg):
    local = D("local"); other = D("other local")
    print("in f")
    return local
f(D("argument")); print("result dropped")
r = f(None); print("result kept", r); del r; print("deleted")
def g():
    x = D("x"); del x; print("x deleted early"); y = D("y"); y = None; print("end of g")
g()
print(D("print arg")); print("printed")
D("chain").m().m(); print("chain done")
t = (D("t1"), D("t2"), D("t3")); del t; print("tuple gone")
l = [D("l1"), D("l2"), D("l3")]; del l; print("list gone")
d = {"a": D("d1"), "b": D("d2")}; del d; print("dict gone")
d = {D("key"): D("value")}; d.clear(); print("cleared")
s = [D("s%d" % i) for i in range(4)]; s[1:3] = []; print("slice removed"); s[:] = []; print("all removed")
for i in [D("loop1"), D("loop2")]: print("body", i)
print("loop over"); del i; print("loop variable gone")
a, b = D("left"), D("right"); a, b = b, a; print("swapped", a, b); a = b; print("a = b"); b = None; a = 0
class H: pass
h = H(); h.x = D("attr"); h.x = None; print("attribute replaced"); h.y = D("with holder"); del h; print("holder gone")
lam = lambda q=D("default"): q; del lam; print("function gone")
def outer():
    c = D("cell")
    return lambda: c
fn = outer(); print("outer over"); del fn; print("closure gone")
def gen():
    v = D("gen local"); yield 1; yield 2
it = gen(); next(it); print("suspended"); del it; print("generator gone")
try:
    tmp = D("in try"); raise ValueError
except ValueError: del tmp; print("handled")
D("and") and D("or1") or D("never"); print("boolean over")
[D("comp") for _ in range(2)]; print("comprehension over")
x = D("cond") if D("test") else None; print("conditional over"); x = None
assert D("assert"); print("assert over")
D("bin").n + D("bin2").n; print("expression over")
k = D("k"); k = k; print("k = k does nothing"); e = [k]; e.append(e); del k, e; print("now in a cycle")
import gc; gc.collect(); print("collected"); last = D("at exit"); keep = [D("in global list")]; print("end of program")
