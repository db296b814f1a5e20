# Methods that move elements.
x = ["x"]
a = [x]
a.append(x)
a.insert(0, [])
a.extend(a)
b = a.pop()
c = a.pop(0)
i = a.index(x)
n = a.count(x)
a.remove(x)
a.reverse()
d = a + [x]
e = a * 2
a.clear()
f = d.copy()
d.sort(key=len)
print(b is x, c, i, n, len(e), len(f))
