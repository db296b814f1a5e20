# The same draws for the same seeds, through every function of random.
import random
def t(f, *a, **k):
    try: v = f(*a, **k)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
    return type(v).__name__ + ' ' + repr(v)
for seed in (0, 1, -5, 10**50, 'abc', '', b'xyz', 1.5, -0.0, True, 2**64):
    for ver in (1, 2):
        m = random
        m.seed(seed, version=ver)
        L = list(range(50))
        o = [m.random(), m.randint(1, 6), m.randrange(0, 100, 7), m.randrange(10, 0, -3), m.choice('abc'), m.choices([1, 2, 3], [5, 1, 1], k=5), m.choices('ab', k=3), m.sample(range(1000), 5), m.sample(L, 10), m.sample([1, 2, 3], 4, counts=[2, 2, 2]), m.uniform(1, 9), m.triangular(), m.triangular(1, 5, 2), m.normalvariate(), m.gauss(), m.gauss(), m.gauss(0, 2), m.lognormvariate(0, 1), m.expovariate(2), m.vonmisesvariate(1, 4), m.gammavariate(2, 3), m.gammavariate(.5, 3), m.gammavariate(1, 3), m.betavariate(2, 3), m.paretovariate(3), m.weibullvariate(1, 2), m.randbytes(7), m.getrandbits(100), m.getrandbits(0), m.getrandbits(31), m.getrandbits(32), m.getrandbits(33), m.getrandbits(1)]
        m.shuffle(L); o.append(L)
        st = m.getstate(); x = m.random(); m.setstate(st); o.append(x == m.random())
        print(seed, ver, o, hash(st[1]))
R = random.Random(42)
print([R.random() for _ in range(5)], R.getstate()[0], type(R))
class S(random.Random):
    def random(self): return 0.25
s = S(1)
print(s.random(), s.randint(0, 100), s.choice('abcdef'), s.shuffle([1, 2, 3]))
