# Floats of all magnitudes: arithmetic, text in both directions, rounding, formats; complex numbers.
class R:
    def __init__(self, s): self.s = s
    def next(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 33) % n
    def bits(self, k):
        x = 0
        for _ in range(0, k, 31): x = (x << 31) | self.next(1 << 31)
        return x & ((1 << k) - 1)
    def choice(self, seq): return seq[self.next(len(seq))]
r = R(12345)
def t(f, *a):
    try: v = f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
    return type(v).__name__ + ' ' + repr(v)
import math
def fl():
    c = r.next(10)
    if c < 4:
        m = r.bits(53); e = r.next(2046) - 1075 + 0
        return math.ldexp(m, e) * r.choice([1, -1])
    if c == 4: return r.choice([0.0, -0.0, 1.0, -1.0, float('inf'), -float('inf'), float('nan'), 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e16, 1e15, 123456789012345678.0, 1e22, 1e23, 9007199254740993.0, 0.1, 0.5, 1.5, 2.5])
    if c == 5: return (r.bits(20) - 500000) / r.choice([1, 10, 100, 1000, 3, 7])
    if c == 6: return float(r.bits(r.next(80)))
    if c == 7: return 10.0 ** (r.next(600) - 300)
    return math.ldexp(r.bits(53) | 1 << 52, r.next(80) - 90) * r.choice([1, -1])
ops = [('add', lambda a,b: a+b), ('sub', lambda a,b: a-b), ('mul', lambda a,b: a*b), ('fd', lambda a,b: a//b), ('mod', lambda a,b: a%b),
 ('dm', divmod), ('td', lambda a,b: a/b), ('pow', lambda a,b: a**b), ('lt', lambda a,b: a<b), ('eq', lambda a,b: a==b), ('ge', lambda a,b: a>=b)]
for i in range(600):
    a, b = fl(), fl()
    if r.next(6) == 0: b = r.next(50) - 25
    if r.next(20) == 0: a, b = b, a
    n, f = r.choice(ops)
    print(n, t(f, a, b))
for i in range(150):
    a = fl()
    s = repr(a)
    print(s, a == float(s), a.hex(), t(float.fromhex, a.hex()), t(a.as_integer_ratio), a.is_integer(), t(int, a), a == a and hash(a), bool(a), -a, abs(a))
    print(t(round, a), t(round, a, r.next(30) - 10), t(math.floor, a), t(math.ceil, a), t(math.trunc, a))
    p = r.next(25)
    print('%.*e|%.*f|%.*g|%r|%s' % (p, a, p, a, p, a, a, a))
    spec = r.choice(['', '<', '>', '^', '=', '*<', '0>', 'x^', 'é=']) + r.choice(['', '+', '-', ' ']) + r.choice(['', 'z']) + r.choice(['', '#']) + r.choice(['', '0']) + r.choice(['', '10', '25', '3']) + r.choice(['', ',', '_']) + r.choice(['', '.0', '.1', '.3', '.17', '.30']) + r.choice(['', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%', 'd', 's', 'x'])
    print(spec, t(format, a, spec), t(format, r.bits(r.next(70)) - 1000, spec), t(format, 'añb', spec), t(format, complex(a, r.next(10)), spec), t(format, True, spec))
    d = ''.join(r.choice('0123456789') for _ in range(r.next(25))) + r.choice(['', '.', '.']) + ''.join(r.choice('0123456789') for _ in range(r.next(25))) + r.choice(['', '', 'e5', 'E-10', 'e+3', 'e400', 'e-400', 'e', '_1', 'x', '1_0'])
    print(d, t(float, d), t(float, ' ' + d + '\n'), t(complex, d + 'j'), t(complex, '1-' + d + 'j'), t(complex, '(' + d + ')'))
    h = r.choice(['', '-', '+']) + r.choice(['0x', '', '0X']) + ''.join(r.choice('0123456789abcdefABCDEF.') for _ in range(r.next(30))) + r.choice(['', 'p1', 'p-1074', 'p-1100', 'p1023', 'p', 'p+5', 'p99999999999'])
    print(h, t(float.fromhex, h))
for i in range(150):
    a, b = complex(fl(), fl()), complex(fl(), r.next(5) - 2)
    if r.next(3) == 0: b = complex(r.next(9) - 4, r.next(3) - 1)
    if r.next(5) == 0: b = r.next(10) - 5
    print(a, b, t(lambda: a + b), t(lambda: a - b), t(lambda: a * b), t(lambda: a / b), t(lambda: b / a), a == b, t(abs, a), a != a or hash(a))
    print(t(lambda: a ** b), t(lambda: complex(r.next(5), r.next(5)) ** b), -a, a.conjugate(), a.real, a.imag)
