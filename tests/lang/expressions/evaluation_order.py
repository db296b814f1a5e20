# The order in which parts of expressions are evaluated.
def s(x):
    print(x, end=" ")
    return x
s(1) + s(2) * s(3)
print()
(s(1) < s(2)) == s(3)
print()
[s(1), s(2)][s(0)]
print()
{s("a"): s("b")}
print()
(lambda *a, **k: 0)(s(1), *s([2]), x=s(3), **s({"y": 4}))
print()
class O:
    def __getattr__(self, n): print("." + n, end=" "); return self
    def __call__(self, *a): print("call", end=" "); return self
    def __getitem__(self, k): print("[%s]" % k, end=" "); return self
    def __setattr__(self, n, v): print("set", n, end=" ")
    def __setitem__(self, k, v): print("store", k, end=" ")
    def __add__(self, o): print("+", end=" "); return self
    def __radd__(self, o): print("r+", end=" "); return self
o = O()
o.a(s(1)).b[s(2)](s(3))
print()
o.x[s(0)].y = s("value")
print()
o.p = o.q = s("two")
print()
o[s("k")] += s("aug")
print()
a = [o, o]
a[s(0)][s(1)], a[s(1)].z = s(5), s(6)
print()
s(1) if s(0) else s(2)
print()
s(0) or s(0) or s(3) and s(0)
print()
def d(x=s("default1"), *, y=s("default2")) -> s("annotation"): pass
print()
@(lambda f: (s("outer"), f)[1])
@(lambda f: (s("inner"), f)[1])
def decorated(a=s("dflt")): pass
print()
class K(s(object), metaclass=s(type)):
    v: s("ann") = s("val")
print()
f"{s(1)}{s(2):{s(5)}}{s(3)!r}"
print()
del s([1, 2])[s(0)]
print()
assert s(1), s("not shown")
print()
x = s([0, 0]); x[s(0)] = x[s(1)] = s(7)
print(x)
for (x[s(0)]) in s([1, 2]):
    pass
print(x)
s(1) < s(2) < s(0) < s(9)
print()
class CM:
    def __init__(self, v): self.v = v
    def __enter__(self): print("enter", self.v, end=" ")
    def __exit__(self, *a): print("exit", self.v, end=" ")
with CM(s("one")) as x[s(0)], CM(s("two")): s("body")
print()
