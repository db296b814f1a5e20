# sys.getsizeof over values of every built-in type: growth and shrink sequences.
import sys


def show(*values):
    print(*(sys.getsizeof(v) for v in values))


def grow(title, make, step, n):
    x = make()
    sizes = [sys.getsizeof(x)]
    for i in range(n):
        step(x, i)
        s = sys.getsizeof(x)
        if s != sizes[-1]:
            sizes.append((len(x), s))
            sizes.append(s)
    print(title, [s for s in sizes if isinstance(s, tuple)])


grow("list append", list, lambda x, i: x.append(i), 300)
grow("list insert", list, lambda x, i: x.insert(0, i), 100)
grow("list extend 3", list, lambda x, i: x.extend((1, 2, 3)), 60)
grow("list += 1", list, lambda x, i: x.__iadd__([i]), 60)
grow("list extend generator", list, lambda x, i: x.extend(j for j in range(2)), 40)
grow("list slice assignment", list, lambda x, i: x.__setitem__(slice(1, 1), [1, 2]), 40)
grow("list pop", lambda: list(range(100)), lambda x, i: x.pop(), 100)
grow("list pop first", lambda: list(range(60)), lambda x, i: x.pop(0), 60)
grow("list del last", lambda: [0] * 60, lambda x, i: x.__delitem__(-1), 60)
grow("list remove", lambda: list(range(40)), lambda x, i: x.remove(i), 40)
grow("list del slice", lambda: list(range(80)), lambda x, i: x.__delitem__(slice(0, 7)), 11)
grow("dict int keys", dict, lambda x, i: x.__setitem__(i, i), 400)
grow("dict str keys", dict, lambda x, i: x.__setitem__(str(i), i), 400)
grow("dict mixed keys", dict, lambda x, i: x.__setitem__(i if i % 2 else str(i), i), 100)
grow("dict setdefault", dict, lambda x, i: x.setdefault(i, i), 50)
grow("dict update", dict, lambda x, i: x.update({i: i, -i: i}), 50)
grow("dict delete", lambda: {i: i for i in range(50)}, lambda x, i: x.__delitem__(i), 50)
grow("dict popitem", lambda: {i: i for i in range(50)}, lambda x, i: x.popitem(), 50)
grow("dict churn", dict, lambda x, i: (x.__setitem__(i, i), x.pop(i - 3, None)), 60)
grow("set add", set, lambda x, i: x.add(i), 400)
grow("set update", set, lambda x, i: x.update((i, -i)), 60)
grow("set discard", lambda: set(range(50)), lambda x, i: x.discard(i), 50)
grow("set churn", set, lambda x, i: (x.add(i), x.discard(i - 2)), 80)
grow("bytearray append", bytearray, lambda x, i: x.append(65), 300)
grow("bytearray extend", bytearray, lambda x, i: x.extend(b"abc"), 60)
grow("bytearray += 5", bytearray, lambda x, i: x.__iadd__(b"hello"), 60)
grow("bytearray pop", lambda: bytearray(100), lambda x, i: x.pop(), 100)
grow("bytearray del front", lambda: bytearray(100), lambda x, i: x.__delitem__(slice(0, 9)), 11)
grow("bytearray insert", bytearray, lambda x, i: x.insert(0, 1), 60)
x = [1, 2, 3]; x.clear(); show(x); x = list(range(50)); x[:] = []; show(x); x = list(range(50)); x[:] = [1]; show(x); x = [1] * 10; x *= 3; show(x); x *= 0; show(x); x.extend(x); show(x); x += range(7); show(x); x.sort(); show(x); x.reverse(); show(x)
d = {i: i for i in range(20)}; d.clear(); show(d); d["a"] = 1; show(d); d = dict.fromkeys(range(7)); show(d); d = {i: i for i in range(20)}; c = d.copy(); show(c); [d.pop(i) for i in range(15)]; show(d, d.copy(), dict(d), {**d}); d[100] = 1; show(d)
s = set(range(20)); s.clear(); show(s); s = set(range(40)); s -= set(range(35)); show(s, s.copy(), set(s)); s.add(-1); show(s); s &= {36, 37}; show(s); s |= set(range(10)); show(s); s ^= set(range(60)); show(s)
b = bytearray(50); b.clear(); show(b); b = bytearray(50); del b[10:]; show(b); b[:] = b"xy"; show(b); b += b"z" * 3; show(b); b *= 4; show(b)
