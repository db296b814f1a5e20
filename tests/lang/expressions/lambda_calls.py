# Calls: every way to pass arguments, and every complaint about them.
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw
print(f(1, c=3))
print(f(1, 2, 3, 4, c=5, e=6))
print(f(*[1, 2], *(3,), **{"c": 1}, **{"z": 2}))
print(f(c=1, a=0, **{}))
print(f(*"ab", c="c", **dict(d=1)))
def p(a, b, /, c, *, d): return a, b, c, d
print(p(1, 2, 3, d=4), p(1, 2, c=3, d=4))
def q(a, /, **kw): return a, kw
print(q(1, a=2))
print((lambda: 1)(), (lambda x, *y, z=3, **k: (x, y, z, k))(1, 2, z=0, w=5))
def order(*a, **k): return None
def s(x):
    print(x, end=" ")
    return x
order(s(1), *s([2]), k=s(3), **s({"m": 4}))
print()
def none(): pass
print(none())
class C:
    def m(self, x): return x
    @staticmethod
    def s(x): return x
    def __call__(self, *a): return ("called", a)
c = C()
print(c.m(1), C.m(c, 2), c.s(3), C.s(4), c(5), c())
for code in ("f()", "f(1)", "f(1, c=1, a=2)", "p(1)", "p(1, 2)", "p(1, 2, 3)", "p(a=1, b=2, c=3, d=4)", "p(1, 2, 3, 4)", "p(1, 2, 3, 4, 5, d=1)", "none(1)", "none(x=1)", "q()", "f(1, **{'c': 1}, **{'c': 2})", "f(1, **{1: 2})", "f(*5)", "f(**5)", "5()", "'a'()", "c.m()", "c.m(1, 2)", "C.m(1)", "C.s()", "C(1)", "len()", "len(1, 2)", "len(x=1)", "int(1, 2, 3)", "print(zzz=1)", "[].append()", "[].append(1, 2)", "{}.get()", "''.join(1, 2)", "sorted()", "sorted([], 5)", "isinstance(1)", "(lambda x: 1)()", "(lambda x, y: 1)()", "(lambda x, y, z: 1)()", "(lambda *, k, j: 1)()", "f(1, c=1, c=2)"):
    try:
        print(code, eval(code))
    except TypeError as e:
        print(code, "->", e)
    except SyntaxError as e:
        print(code, "-> SyntaxError", e.msg)
