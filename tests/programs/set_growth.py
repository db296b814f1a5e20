# A set grows in steps of its own.
import sys
s = set()
sizes = []
for i in range(25):
    s.add(i)
    sizes.append(sys.getsizeof(s))
t = s
u = set(s)
f = frozenset(s)
s -= {1, 2, 3}
s.clear()
v = sys.getsizeof(s)
t.add((1, 2))
print(sizes, v, sys.getsizeof(u), sys.getsizeof(f), t)
