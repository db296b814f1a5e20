# Inheritance, super(), C3 linearisation.
class A:
    def who(self): return "A"
    def chain(self): return ["A"]
class B(A):
    def who(self): return "B>" + super().who()
    def chain(self): return ["B"] + super().chain()
class C(A):
    def who(self): return "C>" + super().who()
    def chain(self): return ["C"] + super(C, self).chain()
class D(B, C):
    def chain(self): return ["D"] + super().chain()
d = D()
print(d.who(), d.chain(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__))
class X(A): pass
class Y(X, B): pass
print([c.__name__ for c in Y.__mro__], Y().who())
for bases in ((A, B), (B, A, C), (D, C), (object, A), (A, A), (int, str), (5,), ("x",)):
    try:
        t = type("T", bases, {})
        print([c.__name__ for c in t.__mro__])
    except TypeError as e:
        print(e)
print(issubclass(D, A), issubclass(A, D), isinstance(d, (int, C)), issubclass(bool, int), A.__subclasses__(), D.__base__, D.__bases__, int.__mro__)
print(super(B, d).who(), super(D, D).who(d), super(B, D).who(d), super(A, d).__repr__()[:8], repr(super(B, d)).split("object at")[0])
class Root:
    def __init__(self, **kw): self.log = ["Root"]
class Left(Root):
    def __init__(self, left=0, **kw):
        super().__init__(**kw); self.log.append(("Left", left))
class Right(Root):
    def __init__(self, right=0, **kw):
        super().__init__(**kw); self.log.append(("Right", right))
class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw); self.log.append("Both")
print(Both(left=1, right=2).log)
class P:
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def st(): return "static"
class Q(P):
    @classmethod
    def make(cls): return "Q+" + super().make()
    def st2(self): return super().st()
print(Q.make(), Q().make(), Q().st2())
class Attr:
    v = 1
class Attr2(Attr):
    def get(self): return super().v, self.v
    v = 2
print(Attr2().get())
for f in (lambda: super().x, lambda: super(), lambda: super(B, 5), lambda: super(B, A()), lambda: super(5, d), lambda: super(D, d).nope, lambda: isinstance(5, 5), lambda: issubclass(5, int), lambda: issubclass(int, [int])):
    try:
        f()
    except (TypeError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)
class Deleted:
    def f(self):
        x = super
        return x().__init__
try:
    Deleted().f()
except RuntimeError as e:
    print(e)
class L(list):
    def append(self, x): super().append(x * 2); return self
print(L([1]).append(2), L() + [1], type(L([1]) + [2]).__name__, len(L("ab")), L([1]) == [1], sorted(L([2, 1])), type(L([1])[:]).__name__)
