# deque and OrderedDict.
from collections import deque, OrderedDict
d = deque([1, 2, 3]); d.append(4); d.appendleft(0); print(d, d.pop(), d.popleft(), d, len(d), d[0], d[-1], 2 in d)
d.extend("ab"); d.extendleft("xy"); print(d); d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(); print(d); d.reverse(); print(d)
print(d.count(1), d.index("a"), d.remove("a"), d, d.insert(1, "ins"), d, d.copy() == d, d.maxlen, list(reversed(d)))
m = deque(maxlen=3)
for i in range(5): m.append(i)
print(m, m.maxlen); m.appendleft("L"); print(m, deque([1, 2, 3], 2), deque(range(3), maxlen=0), repr(deque()), bool(deque()))
d = deque([1, 2, 3, 4]); d[1] = "s"; del d[0]; print(d, d + deque([9]), d * 2, d == deque(["s", 3, 4]), d < deque(["t"]), d != [1]); d += [5]; d *= 2; print(d); d.clear(); print(d)
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1]).index(9), lambda: deque(5), lambda: deque([], -1), lambda: deque([], "x"), lambda: deque([1])[0:1], lambda: deque() + [1], lambda: hash(deque()), lambda: deque(maxlen=1).insert(0, 1) or deque([1], 1).insert(0, 2), lambda: deque([1]).rotate("x")):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
try:
    q = deque([1, 2])
    for v in q: q.append(v)
except RuntimeError as x: print(x)
r = deque(); r.append(r); print(r, sorted(deque([3, 1])), sum(deque([1, 2])), [*deque("ab")], deque(deque([1])), type(iter(deque())).__name__)
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)]); print(o, list(o), o["b"], o.popitem(), o.popitem(last=False), o)
o["x"] = 1; o["y"] = 2; o.move_to_end("b"); print(o); o.move_to_end("y", last=False); print(list(o), list(reversed(o)), o == OrderedDict(o), o == dict(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1})
o.update(z=9); o.setdefault("s", 0); o.pop("x"); del o["z"]; print(o, o.copy(), OrderedDict.fromkeys("ab", 0), OrderedDict(), o | {"n": 1}, list(o.items())[0], "s" in o, len(o))
for f in (lambda: OrderedDict().popitem(), lambda: OrderedDict()["k"], lambda: OrderedDict().move_to_end("k"), lambda: OrderedDict().pop("k")):
    try: print(f())
    except KeyError as x: print(repr(x))
