# operator: every function, getters, errors.
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
import operator as o
for n in sorted(o.__all__): print(n, getattr(o, n).__name__)
for e in '''o.itemgetter(1)([1,2,3])
o.itemgetter(1,0)([1,2,3])
o.itemgetter()
o.itemgetter(1)()
o.itemgetter(1)(1,2)
o.itemgetter(1)([1])
o.itemgetter(1, 'a')
o.attrgetter('real')(5)
o.attrgetter('real','imag')(5)
o.attrgetter('__class__.__name__')(5)
o.attrgetter('a.b', 'c')
o.attrgetter(1)
o.attrgetter()
o.attrgetter('x')(1)
o.methodcaller('upper')('abc')
o.methodcaller('split', ',', maxsplit=1)('a,b,c')
o.methodcaller('split', ',', maxsplit=1)
o.methodcaller()
o.methodcaller(1)
o.methodcaller('x')(1)
o.add(1,2), o.concat([1],[2]), o.concat('a','b')
o.concat(1,2)
o.contains([1,2],1), o.countOf([1,2,1],1), o.indexOf([1,2],2)
o.indexOf([1,2],3)
o.countOf(1,1)
o.contains(1,1)
o.index(5), o.index(True)
o.index(1.5)
o.length_hint([1,2,3]), o.length_hint(iter([1,2])), o.length_hint(1), o.length_hint(1, 5)
o.length_hint([], 'a')
o.call(max, 1, 5), o.call(dict, a=1)
o.call()
o.not_(0), o.truth([]), o.is_(None, None), o.is_not(1, None)
o.iadd([1],[2]), o.imul([1],3), o.ipow(2,5), o.iconcat([1],(2,))
o.matmul(1,2)
o.pow(2,3), o.mod(7,3), o.floordiv(-7,2), o.lshift(1,5), o.inv(5), o.neg(3), o.pos(-3), o.abs(-3)
o.setitem([1,2],0,5), o.getitem('abc',1), o.delitem([1],0)
o.lt(1,2), o.eq(1,1.0), o.ge('a','b')
o.add(1)
o.add(1,2,3)
o.__add__ is o.add
o.itemgetter(slice(1,3))('abcd')
sorted([{'a':2},{'a':1}], key=o.itemgetter('a'))
'''.splitlines(): print(e, t(lambda: eval(e)))
