# Containers of module collections.
import collections
x = ["x"]
d = collections.deque([x, x], maxlen=3)
d.append([1])
d.append([2])
first = d.popleft()
d.rotate(1)
c = collections.Counter("abca")
top = c.most_common(1)
dd = collections.defaultdict(list)
dd["k"].append(x)
y = dd["new"]
P = collections.namedtuple("P", "a b")
p = P(x, y)
q = p._replace(a=None)
a, b = p
d.clear()
print(first is x, top, dd, q, a is x, b is y)
