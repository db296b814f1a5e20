from __future__ import annotations
def f(a: int, b: "str" = 1, *args: (1, 2), c: lambda x, y=1, *z, k=2, **w: x + 1, **kw: {1: 2, **d}) -> not a or b and c: pass
x: a.b[c:d, ::2](e, *f, g=1, **h) if 1 < 2 <= 3 else -x ** -2
y: 1
z: {a: b for a in c}; w: {a for a in b}; v: (a for a in b); u: f(a for a in b)
t: f"a{x!r:>{width}}b{{}}{y}"; s: 1e1000 + 1j; q: await_(a, b); p: (a, b); o: (a,); n: (); m: [*a, 1]
k: a @ b // c % d << e >> f | g ^ h & i; j: ~a + +b - -c; i: not not a; h: a is not b not in c
g: lambda: (1, 2); ff: u"x"; e: ...; d: None; c: 1 .real; b: a[b, c]; a: a[(b, c), d]; aa: a[b:c]; bb: (a if b else c) if d else e
cc: a ** b ** c; dd: (a ** b) ** c; ee: (lambda: 1)(); gg: {**a}; hh: {1, 2}; ii: "it's \"q\""; jj: b'x'; kk: -1; ll: (-1) ** 2; mm: a.b.c; nn: (1).x; oo: [a][0]; pp: 'a' 'b'; qq: f'{a}' 'b'
class C:
    __p: __q
    def m(self, __r: __s): pass
print(__annotations__)
print(f.__annotations__)
print(C.__annotations__, C.m.__annotations__)
