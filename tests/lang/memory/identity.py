# `is` in every context SEMANTICS names.
print([int(str(n)) is int(str(n)) for n in (-6, -5, 0, 256, 257)], (lambda a, b: a is b)(int("100"), int("100")))
a = 257; b = 257; print(a is b)
def f(): return 257
def g(): return 257
print(f() is g(), f() is a)
x = 1.5; y = 1.5; print(x is y); p = 1 + 2j; q = 1 + 2j; print(p is q); s = "some text!"; t = "some text!"; print(s is t); m = b"by"; n = b"by"; print(m is n)
u = (1, 2); v = (1, 2); print(u is v); c = (1, (2, "x")); d = (1, (2, "x")); print(c is d, c[1] is d[1]); e = (2, "x"); print(e is c[1])
h = 200 + 57; print(h is a); i = 1000; j = 999 + 1; print(i is j); k = -257; l = -257; print(k is l); o = 2 ** 10; r = 1024; print(o is r); w = "ab" * 3; z = "ababab"; print(w is z); big = 10 ** 50; big2 = 10 ** 50; print(big is big2)
one = 1; fl = 1.0; tr = True; print(one is fl, one is tr, (1,) is (1.0,) if False else "-", 0.0 is -0.0 if False else "-"); zero = 0.0; neg = -0.0; print(zero is neg)
print([] is [], {} is {}, () is () if False else tuple() is tuple(), frozenset() is frozenset(), "" is str(), bytes() is bytes(), set() is set(), object() is object())
n1 = None; n2 = (lambda: None)(); print(n1 is n2, ... is Ellipsis, NotImplemented is NotImplemented, True is (1 == 1), False is (1 == 2))
L = [1, 2]; print(L is L, L[:] is L, L is list(L), tuple(L) is tuple(L)); T = (1, 2); print(tuple(T) is T, T[:] is T, T + () is T, T * 1 is T); S = "abc"; print(str(S) is S, S[:] is S, S + "" is S, "".join([S]) is S, S.strip() is S, f"{S}" is S); F = frozenset([1]); print(frozenset(F) is F, F | set() is F, F.copy() is F); B = b"abc"; print(bytes(B) is B, B[:] is B, B + b"" is B); I = 12345; print(int(I) is I, +I is I, I + 0 is I, I * 1 is I, abs(I) is I, round(I) is I); G = 2.5; print(float(G) is G, +G is G, G + 0 is G, abs(G) is G)
class K:
    def m(self): pass
    c = 12345678
o = K(); print(o.m is o.m, o.m == o.m, K.m is K.m, o.c is K.c, type(o) is K, o.__dict__ is o.__dict__, o.__class__ is K); q = 12345678; print(q is K.c)
def args(*a, **k): return a, k
tt = (1, 2, 3); dd = {"k": 1}; print(args(*tt)[0] is tt, args(*[1, 2])[0] is tt, args(**dd)[1] is dd); def_ = lambda x=[]: x; print(def_() is def_())
x = [1]; y = x; x += [2]; print(x is y); x = x + [3]; print(x is y); i = 5; j = i; i += 1; print(i is j); s1 = "a"; s2 = s1; s1 += "b"; print(s1 is s2); fs = {1}; ft = fs; fs |= {2}; print(fs is ft)
names = ["key_one", "".join(["key", "_one"])]; print(names[0] is names[1], names[0] == names[1]); import sys; print(sys.intern(names[1]) is names[0]); attr = "dyn" + "amic"; setattr(o, "".join(["dyn", "amic"]), 1); print(list(o.__dict__)[0] is attr); print([k for k in {"lit": 1}][0] is "lit" if False else [k for k in {"lit": 1}][0] == "lit"); hello, accented = "hello", "éa"; ch = hello[0]; print(ch is chr(104), hello[2] is hello[3], chr(300) is chr(300), accented[0] is chr(233))
exec("e1 = 98765"); exec("e2 = 98765"); print(e1 is e2); exec("e3 = 98765; e4 = 98765"); print(e3 is e4); print(eval("77777") is eval("77777"), [c for c in f.__code__.co_consts if c == 257][0] is a)
