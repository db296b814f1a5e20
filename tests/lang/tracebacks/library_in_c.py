# Which functions a traceback names: those of the library that are C leave no entry.
import decimal, os, re, time, json, struct, array, random, copy, math, functools, collections, statistics, itertools, heapq
def t(f):
    try: f()
    except Exception as e:
        tb=e.__traceback__; n=0; names=[]
        while tb: names.append(tb.tb_frame.f_code.co_name); tb=tb.tb_next
        print(type(e).__name__, names[1:])
t(lambda: decimal.Decimal("x"))
t(lambda: decimal.Decimal(1)/0)
t(lambda: decimal.Decimal("1e5").quantize("x"))
t(lambda: os.listdir("/nope"))
t(lambda: os.stat("/nope"))
t(lambda: re.match("a", 3))
t(lambda: re.compile("a").match(3))
t(lambda: re.match("a", "a").group(7))
t(lambda: time.sleep(-1))
t(lambda: time.strftime(3))
t(lambda: time.mktime((1,)))
t(lambda: json.loads("{"))
t(lambda: json.dumps({1,2}))
t(lambda: struct.pack("i", "x"))
t(lambda: array.array("i", "x"))
t(lambda: random.choice([]))
t(lambda: random.getrandbits(-1))
t(lambda: copy.copy(lambda: 1).x)
t(lambda: math.sqrt(-1))
t(lambda: functools.reduce(1, [1,2]))
t(lambda: functools.partial())
t(lambda: functools.cmp_to_key(3)(1) < 3)
t(lambda: functools.lru_cache(3)(4))
t(lambda: functools.lru_cache(len)(4))
t(lambda: collections.deque(3))
t(lambda: collections.OrderedDict().popitem())
t(lambda: collections.Counter(3))
t(lambda: collections.namedtuple("a", "1"))
t(lambda: collections.namedtuple("a", "b c")(1))
t(lambda: statistics.mean([]))
t(lambda: itertools.islice(3, 4, 5, 6, 7))
t(lambda: heapq.heappop([]))
t(lambda: heapq.nlargest(3, 4))
t(lambda: collections.defaultdict(3))
t(lambda: time.localtime("x"))


import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    t(lambda: warnings.warn("text"))
    t(lambda: warnings.warn_explicit("text", UserWarning, "file", 1))


class Order:
    def __lt__(self, other):
        raise ValueError


functools.total_ordering(Order)
t(lambda: Order() >= Order())
t(lambda: Order() > Order())
print(Order.__ge__ is functools.total_ordering(type("Other", (), {"__lt__": len})).__ge__)
print(Order.__le__.__doc__, Order.__gt__.__name__, Order.__gt__.__qualname__, Order.__gt__.__closure__)
