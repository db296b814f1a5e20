# copy and deepcopy.
import copy
L = [1, [2], (3, [4]), {"k": [5]}, {6}, "s", None]
c, d = copy.copy(L), copy.deepcopy(L)
print(c == L, c is L, all(x is y for x, y in zip(c, L)), d == L, d is L, [x is y for x, y in zip(d, L)], d[2][1] is L[2][1])
for v in (5, "s", 1.5, None, True, b"b", (1, 2), ((1,), "x"), frozenset([1]), range(3), len, print, int, type, ..., NotImplemented, 1j, slice(1, 2)):
    print(copy.copy(v) is v, copy.deepcopy(v) is v, end=" ")
print()
for v in ([1], {"a": 1}, {1}, bytearray(b"x"), ([],), {"k": []}, [[]]):
    a, b = copy.copy(v), copy.deepcopy(v); print(a == v, a is v, b == v, b is v, end="; ")
print()
r = []; r.append(r); q = copy.deepcopy(r); print(q[0] is q, q is not r)
x = {}; x["x"] = x; y = copy.deepcopy(x); print(y["x"] is y)
s = [0]; pair = [s, s, [s]]; p = copy.deepcopy(pair); print(p[0] is p[1], p[2][0] is p[0], p[0] is not s)
class A:
    def __init__(self, v): self.v = v; print("init called")
a = A([1]); b = copy.copy(a); c = copy.deepcopy(a); print(b.v is a.v, c.v is a.v, c.v, type(c).__name__)
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return ("deep", type(memo).__name__)
print(copy.copy(C()), copy.deepcopy(C()), copy.deepcopy([C()]))
class S:
    __slots__ = ("a", "b")
s = S(); s.a = [1]; t = copy.copy(s); u = copy.deepcopy(s); print(t.a is s.a, u.a is s.a, u.a, hasattr(u, "b"))
class Red:
    def __init__(self, x): self.x = x
    def __reduce__(self): return (Red, (self.x + 1,))
print(copy.copy(Red(1)).x, copy.deepcopy(Red(5)).x)
class RedEx:
    def __reduce_ex__(self, proto): return (list, (), None, iter([1, 2]))
print(copy.copy(RedEx()), copy.deepcopy(RedEx()))
class St:
    def __init__(self): self.a, self.skip = 1, 2
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, st): self.__dict__.update(st); self.restored = True
print(vars(copy.copy(St())), vars(copy.deepcopy(St())))
class Lst(list):
    def __init__(self, *a): super().__init__(*a); self.tag = [0]
l = Lst([1, [2]]); m = copy.copy(l); n = copy.deepcopy(l); print(m, m.tag is l.tag, m[1] is l[1], n, n.tag is l.tag, n[1] is l[1], type(n).__name__)
class D(dict): pass
dd = D(a=[1]); dd.attr = 5; e = copy.deepcopy(dd); print(e, e.attr, e["a"] is dd["a"], type(e).__name__)
class T(tuple): pass
print(copy.copy(T([1, []])), type(copy.deepcopy(T([[1]]))).__name__)
memo = {}; z = [1]; w = copy.deepcopy(z, memo); print(memo[id(z)] is w, len(memo))
class Node:
    def __init__(self, v): self.v, self.next = v, None
n1, n2 = Node(1), Node(2); n1.next, n2.next = n2, n1; k = copy.deepcopy(n1); print(k.v, k.next.v, k.next.next is k, k is not n1)
f = lambda: 0; print(copy.copy(f) is f, copy.deepcopy(f) is f, copy.deepcopy([f])[0] is f, copy.deepcopy(A) is A, copy.deepcopy({"m": a.__init__})["m"].__self__ is not a)
for v in ((i for i in [1]), open if False else iter([1]), copy, memoryview(b"x")):
    try: print(type(copy.copy(v)).__name__)
    except TypeError as e2: print(e2)
    try: print(type(copy.deepcopy(v)).__name__)
    except TypeError as e2: print(e2)
print(copy.Error.__name__, type(copy.copy(ValueError("x"))).__name__, copy.copy(ValueError("x")).args, copy.deepcopy(ValueError([1])).args)
