# namedtuple, ChainMap, UserDict, UserList, UserString.
from collections import namedtuple, ChainMap, UserDict, UserList, UserString
P = namedtuple("P", "x y"); p = P(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([3, 4]), p == (1, 2), len(p), [*p], p + (3,), hash(p) == hash((1, 2)), isinstance(p, tuple), P.__name__, p.index(2), p.count(1))
x, y = p; print(x, y, P.__doc__, P.x.__doc__, P.__slots__, P._field_defaults, p.__getnewargs__(), sorted([P(2, 1), P(1, 5)]), max(P(1, 2), P(1, 3)))
Q = namedtuple("Q", ["a", "b", "c"], defaults=[2, 3]); print(Q(1), Q(1, c=9), Q._field_defaults, Q.__new__.__defaults__)
R = namedtuple("R", "id, class, id2, _x", rename=True); print(R._fields, R(1, 2, 3, 4))
class S(P):
    __slots__ = ()
    @property
    def total(self): return self.x + self.y
print(S(1, 2).total, S(1, 2), S(1, 2)._replace(y=5))
for f in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, 2, z=3), lambda: p._replace(z=1), lambda: P._make([1]), lambda: namedtuple("T", "class"), lambda: namedtuple("T", "a a"), lambda: namedtuple("T", "_a"), lambda: namedtuple("1T", "a"), lambda: setattr(p, "x", 5), lambda: p.z, lambda: namedtuple("T", "a", defaults=[1, 2]), lambda: setattr(p, "new", 1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
a, b = {"x": 1, "y": 2}, {"y": 20, "z": 30}; c = ChainMap(a, b)
print(c["y"], c["z"], dict(c) == {"x": 1, "y": 2, "z": 30}, len(c), "z" in c, c.get("q"), c.maps, list(c)); c["z"] = 99; c["new"] = 5; print(a, b, c); k = c.new_child({"x": 0}); print(k["x"], k.parents is not None, k.parents["x"], ChainMap(), c.copy().maps[1] is b); del c["new"]; print(c.pop("z"), c["z"])
for f in (lambda: c["nope"], lambda: c.pop("qq"), lambda: ChainMap().popitem()):
    try: f()
    except KeyError as e: print(repr(e))
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
u = UD(A=1); u["B"] = 2; u.update(C=3); print(u, u.data, "a" in u, len(u), u == {"a": 1, "b": 2, "c": 3})
l = UserList([1, 2]); l.append(3); print(l, l[0], l + [4], l * 2, l.data, 2 in l, l[:2], type(l[:2]).__name__, sorted(l, reverse=True)); s = UserString("abc"); print(s, s.upper(), s + "d", s[0], len(s), s == "abc", "b" in s, type(s.upper()).__name__)
