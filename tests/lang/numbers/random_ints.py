# Thousands of operations on ints of many sizes, from a fixed generator.
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
import sys
def num():
    k = r.choice([0,1,2,5,8,16,29,30,31,32,53,59,60,61,62,63,64,65,90,100,120,127,128,129,200,300,600])
    x = r.bits(k) if k else 0
    c = r.next(6)
    if c == 0: x = (1 << k) - 1
    if c == 1: x = 1 << k
    return -x if r.next(2) else x
def small():
    return r.next(200) - 20
ops = [('add', lambda a,b: a+b), ('sub', lambda a,b: a-b), ('mul', lambda a,b: a*b), ('fd', lambda a,b: a//b), ('mod', lambda a,b: a%b),
 ('dm', divmod), ('td', lambda a,b: a/b), ('and', lambda a,b: a&b), ('or', lambda a,b: a|b), ('xor', lambda a,b: a^b),
 ('lt', lambda a,b: a<b), ('eq', lambda a,b: a==b), ('ge', lambda a,b: a>=b)]
for i in range(600):
    a, b = num(), num()
    n, f = r.choice(ops)
    print(n, t(f, a, b))
for i in range(120):
    a, b, c = num(), small(), num()
    print('sh', t(lambda: a << b), t(lambda: a >> b))
    print('pow', t(lambda: (a % 1000003) ** abs(b)), t(lambda: pow(a, abs(num()), c)), t(lambda: pow(a, -abs(b), c)))
    print('un', -a, +a, abs(a), ~a, bool(a), hash(a), float(a), a.bit_length(), a.bit_count(), a.as_integer_ratio())
    print('fmt', hex(a), oct(a), bin(a), str(a), repr(a), format(a, ',') , format(a, '_x'))
    print('rnd', t(round, a, -b), t(round, a, b))
    s = str(a)
    print('int', int(s), int(hex(a), 16), int(hex(a), 0), int(oct(a), 8), int(bin(a), 0), int('  ' + s + ' \n'))
    base = r.next(35) + 2
    d = ''.join(r.choice('0123456789abcdefghijklmnopqrstuvwxyz_') for _ in range(r.next(30)))
    print('b', base, d, t(int, d, base), t(int, d, 0), t(int, d))
    k = r.next(40)
    print('tb', t(a.to_bytes, k), t(a.to_bytes, k, 'little'), t(lambda: a.to_bytes(k, 'big', signed=True)), t(lambda: a.to_bytes(k, 'little', signed=True)))
    bs = bytes(r.next(256) for _ in range(k))
    print('fb', int.from_bytes(bs, 'big'), int.from_bytes(bs, 'little'), int.from_bytes(bs, 'big', signed=True), int.from_bytes(bs, 'little', signed=True))
    print('gs', sys.getsizeof(a))
    fl = float(num()) * r.choice([1, 1, 0.5, 1.5])
    print('cmpf', a < fl, a == fl, a > fl, fl <= a, fl != a, a == float(a), a < float(a), a > float(a), hash(float(a)) == hash(int(float(a))))
big = 3**5000
print(big, big * big // (big - 1), (big << 777) % (7**900), pow(3, big, 10**50 + 7))
print(t(str, 10**4300), t(int, '9' * 4301), t(int, '9' * 4300) == 'int ' + '9' * 4300)
