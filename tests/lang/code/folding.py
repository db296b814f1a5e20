# What the compiler computes itself, and where it stops: seen in the constants of the code.
def consts(text):
    return compile(text, "<t>", "exec").co_consts
for text in """
x = 1 + 2 * 3 ** 2
x = -5; y = +5; z = ~5; w = not 5; v = not None
x = 'a' * 20
x = 'a' * 4096
x = 'a' * 4097
x = (1, 2) * 128
x = (1, 2) * 129
x = ((1, 2), (3, 4)) * 64
x = ((1,) * 20,) * 50
x = b'ab' * 2048
x = 2 ** 128
x = 2 ** 127
x = 3 ** 64
x = 1 << 128
x = 1 << 127
x = 1 << 129
x = 10 ** 40
x = 10 ** 30
x = (1 << 100) * (1 << 27)
x = (1 << 100) * (1 << 28)
x = 7 // 2, 7 % 2, 7 / 2, -7 // 2
x = 1 / 0
x = 1 % 0
x = 5 @ 2
x = 'a' + 'b' 'c'
x = 'a' % ()
x = '%s' % 1
x = (1, 2)[1], 'abc'[1], 'abc'[-1], b'abc'[0], 'abc'[5]
x = (1, (2, 3), ())
x = [1, 2, 3]; y = [1, 2]; z = {1, 2, 3}; w = {1, 2}
x = y in [1, 2]; x = y in {1, 2, 1}; x = y not in [z, 1]; x = y in (1, 2)
for i in [1, 2]: pass
for i in {1, 2}: pass
x = [i for i in [1, 2]]
x = 1 if __debug__ else 2
x = 0.0, -0.0, 1.0, 1, True, 1j, -1j, 0j, -0j, (0.0,), (-0.0,), (1, 1.0, True)
x = 1e999, -1e999, 1e999 - 1e999
x = "abc", "a b", "", b"", b"abc", ("abc", "a b")
x = "a" "b"; "doc" % ()
x = not a in b, not a is b, not a == b, not a < b
x = None, ..., True
if 0: x = 99
while 0: x = 98
x = 97 if 0 else 96
x = 95 or 94; y = 93 and 92
x = a if not 0 else 91
x = lambda: 90
def f(a=89, *, b=88): 87; return 86
def f(): "doc"; return 85
def f(): return "doc"
class A: "doc"; x = 84
x = {"a": 1, "b": 2}; f(a=1, b=2); f(*(1, 2), **{"c": 3})
x = '%s and %r' % (a, b), '%5s|%-5s|%05s|%.2s|%5.2a|%%' % (a, b, c, d, e), '%d' % (a,), '%s' % (a, b), '%s' % a, '%(x)s' % (a,), 'no' % (a,)
x = f"{1}{'a'}{2!r}"; y = f"abc" "def" f"{x}"
x = 1_000_000 * 1_000_000, 0x_ff ^ 0b11, 0o17 | 1
x = 2 ** -1, 2.0 ** 3, (-2) ** 2, -2 ** 2, (-8) ** 0.5
x = 'a' < 'b', 1 < 2
x = 5 .real, (5)[0], 5()
""".strip().split("\n"):
    def flat(c):
        return [flat(k.co_consts) if hasattr(k, "co_consts") else sorted(k, key=repr) if isinstance(k, frozenset) else k for k in c]
    print(text, flat(consts(text)))
