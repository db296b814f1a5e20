# Sizes of common objects, each bound to a name.
import sys
class Plain:
    pass
class Slots:
    __slots__ = ("a", "b")
i = 5
big = 10 ** 30
f = 1.5
s = "hello"
u = "h\u00e9llo"
w = "h\u20acllo"
t = (1, 2, 3)
l = [1, 2, 3]
d = {"a": 1}
e = {1, 2}
p = Plain()
p.x = 1
q = Slots()
b = b"abc"
r = range(10)
sizes = [sys.getsizeof(x) for x in (i, big, f, s, u, w, t, l, d, e, p, q, b, r, Plain, Slots)]
print(sizes)
