# Sets hold their members; operations make new sets of the same members.
class M:
    pass
a, b = M(), M()
s = {a, b}
t = {b}
u = s | t
v = s & t
w = s - t
s.discard(b)
x = w.pop()
f = frozenset(u)
g = {f: t}
t.add(f)
y = f in t
u.clear()
del g
s.update(v)
print(x is a, y, len(s))
