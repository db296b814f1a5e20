# sys.getsizeof over values of every built-in type: functions, classes, instances and the rest.
import sys


def show(*values):
    print(*(sys.getsizeof(v) for v in values))


print("functions and code-like objects")
def f(): pass
def g(a, b=1, *c, d=2, **e): return a
def outer(x):
    def inner(): return x
    return inner
def gen():
    yield
def gen_big(a, b, c, d, e):
    x = y = z = 0
    yield x + y + z + a
show(f, g, outer(1), outer(1).__closure__[0], lambda: 0, len, print, [].append, f.__get__(1), str.upper, int.__add__, (1).__add__, property(f), staticmethod(f), classmethod(f), super(int, 5))
print("generators")
show(gen(), gen_big(1, 2, 3, 4, 5), (x for x in []), (x + y for x in [] for y in []))
print("classes")
class Empty: pass
class WithMethods:
    x = 1
    def a(self): pass
    def b(self): pass
class Slots: __slots__ = ("a", "b", "c")
class OneSlot: __slots__ = "a"
class NoSlots: __slots__ = ()
class SlotsDict: __slots__ = ("a", "__dict__")
class SlotsWeak: __slots__ = ("a", "__weakref__")
class Sub(Slots): pass
class SubSlots(Slots): __slots__ = ("d",)
class Meta(type): pass
class M(metaclass=Meta): pass
class Exc(Exception): pass
show(Empty, WithMethods, Slots, OneSlot, NoSlots, Sub, Meta, M, Exc, int, str, list, type, object)
print("instances")
e = Empty(); e.a = 1; e.b = 2
show(Empty(), e, WithMethods(), Slots(), OneSlot(), NoSlots(), SlotsDict(), SlotsWeak(), Sub(), SubSlots(), M(), object())
print("instance dicts")
many = Empty()
for i in range(40): setattr(many, "attr%d" % i, i)
two = Empty(); two.x = 1; two.y = 2
late = Empty(); late.y = 1; late.x = 2
show(Empty().__dict__, e.__dict__, many, many.__dict__, two.__dict__, late.__dict__, vars(WithMethods()))
del two.x; show(two.__dict__); two.z = 3; show(two.__dict__)
print("exceptions")
show(Exception(), ValueError("x"), KeyError(1, 2), OSError(2, "x"), StopIteration(5), SystemExit(1), ImportError("x"), NameError("x"), AttributeError("x"), SyntaxError("x"), UnicodeDecodeError("utf-8", b"x", 0, 1, "r"), Exc("x"), MemoryError(), RecursionError(), BaseException())
print("weak references and modules")
import weakref, collections, functools, itertools, types
show(weakref.ref(e), weakref.proxy(e), weakref.ref(Empty), sys, types.ModuleType("m"))
print("library types")
P = collections.namedtuple("P", "x y")
show(P(1, 2), collections.deque(), collections.deque(range(100)), collections.Counter("abc"), collections.defaultdict(list), functools.partial(f), itertools.count(), itertools.chain(), itertools.cycle([]), itertools.repeat(1), itertools.product("ab", "cd"), itertools.combinations("abc", 2), itertools.permutations("abc"), itertools.islice([], 1), itertools.accumulate([]), itertools.groupby([]), itertools.zip_longest([]), itertools.starmap(f, []), itertools.takewhile(f, []), itertools.tee([])[0])
print("own __sizeof__")
class Own:
    def __sizeof__(self): return 100
class Bad:
    def __sizeof__(self): return -1
class Bad2:
    def __sizeof__(self): return "x"
show(Own()); print(Own().__sizeof__(), [].__sizeof__(), (5).__sizeof__(), {}.__sizeof__(), "a".__sizeof__(), Empty().__sizeof__(), object().__sizeof__(), int.__sizeof__(5), list.__sizeof__([1]))
for x in (Bad(), Bad2()):
    try: print(sys.getsizeof(x))
    except (ValueError, TypeError) as err: print(type(err).__name__, err, sys.getsizeof(x, "default") if isinstance(x, Bad2) else "")
