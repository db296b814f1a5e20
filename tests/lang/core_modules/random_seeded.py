# random: the sequences of given seeds.
import random
random.seed(0)
print([random.random() for _ in range(5)])
print([random.randint(1, 6) for _ in range(20)], random.randrange(10), random.randrange(0, 100, 7), random.getrandbits(8), random.getrandbits(70))
print(random.choice("abcdef"), random.choices([1, 2, 3], k=5), random.choices("ab", weights=[9, 1], k=10), random.choices("xyz", cum_weights=[1, 2, 10], k=5), random.sample(range(100), 5), random.sample("abcdefgh", 3))
L = list(range(10)); random.shuffle(L); print(L)
print(random.uniform(1, 10), random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(0, 1), random.expovariate(1.5), random.triangular(0, 1, 0.5), random.betavariate(1, 2), random.gammavariate(2, 1), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4))
for seed in (1, 42, -7, 10**30, "hello", b"bytes", 3.5, ""):
    random.seed(seed)
    print(repr(seed), random.random(), random.randint(0, 10**9), random.choice([1, 2, 3]))
r = random.Random(99)
s = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(s)
print(a == [r.random() for _ in range(3)], a, s[0], len(s[1]), s[2])
r1, r2 = random.Random(5), random.Random(5)
print([r1.randrange(1000) for _ in range(5)] == [r2.randrange(1000) for _ in range(5)], r1.randbytes(4), r1.sample([1, 2, 3], 3), r1.sample(["a", "b"], counts=[2, 3], k=4))
random.seed(12345)
print(random.randrange(10**20), random.randrange(-5, 5), random.randint(-10**12, 10**12), [random.randrange(3) for _ in range(15)])
for f in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.sample([1, 2], 5), lambda: random.randrange(1, 1), lambda: random.choices([], k=1), lambda: random.seed([]), lambda: random.sample({1, 2}, 1), lambda: random.randint("a", 5), lambda: random.shuffle("abc"), lambda: random.choices([1], weights=[0]), lambda: random.randrange(1, 10, 0)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
