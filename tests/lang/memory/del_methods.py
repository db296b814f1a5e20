# __del__: errors, resurrection, called once, order in cycles, during exit.
import gc; gc.disable()
class R:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n); saved.append(self)
saved = []
r = R(1); del r; print(len(saved), saved[0].n); x = saved.pop(); del x; print("second death is silent", saved)
class Once:
    def __del__(self): print("once")
o = Once(); o.__del__(); print("explicit call"); del o
class Err:
    def __del__(self): raise ValueError("in del")
import sys
def hook(u): print("unraisable:", type(u.exc_value).__name__, u.exc_value, "in", u.object.__qualname__, u.err_msg)
sys.unraisablehook = hook
e = Err(); del e; print("goes on")
class Chain:
    def __init__(self, n, nxt=None): self.n, self.nxt = n, nxt
    def __del__(self): print("chain", self.n)
c = None
for i in range(4): c = Chain(i, c)
del c
class P:
    def __init__(self, n): self.n = n
    def __del__(self): print("P", self.n)
a, b, c = P("a"), P("b"), P("c"); a.x, b.x, c.x = b, c, a; del a, b, c; print(gc.collect())
m = P("m"); m.me = m; n = P("n"); n.m = m; del m; n.n = "n2"; del n; print("n gone, m in cycle"); print(gc.collect())
class Back:
    keep = []
    def __del__(self): Back.keep.append(self.partner); print("resurrects partner")
class Q: 
    def __del__(self): print("Q dies")
k = Back(); k.partner = Q(); k.partner.k = k; del k; print(gc.collect(), len(Back.keep)); Back.keep.clear(); print(gc.collect())
class InInit:
    def __init__(self): raise RuntimeError("init failed")
    def __del__(self): print("del even though __init__ failed")
try: InInit()
except RuntimeError as ex: print(ex)
print("after handler")
class Slots:
    __slots__ = ("a",)
    def __del__(self): print("slots", self.a)
s = Slots(); s.a = 5; del s
class Sub(list):
    def __del__(self): print("list subclass", list(self))
l = Sub([1, 2]); del l
class Meta(type):
    def __del__(cls): print("class dies", cls.__name__)
C = Meta("C", (), {}); del C; gc.collect(); print("class collected")
class NewDel:
    pass
nd = NewDel(); NewDel.__del__ = lambda self: print("added later"); del nd
nd = NewDel(); nd.__del__ = lambda: print("instance attribute is not used"); del nd
class Child(Once): 
    def __del__(self): print("child"); super().__del__()
ch = Child(); del ch
def f():
    z = P("local in exception"); raise KeyError
try: f()
except KeyError: print("in handler")
print("after"); g = (P("gen") for _ in range(1)); del g
at_exit = P("global at exit"); cyc = P("cycle at exit"); cyc.c = cyc; sys.unraisablehook = sys.__unraisablehook__; print("exit")
