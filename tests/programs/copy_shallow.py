# A shallow copy shares its parts.
import copy
inner = [1]
outer = [inner, inner]
a = copy.copy(outer)
b = outer[:]
c = list(outer)
d = outer.copy()
inner.append(2)
table = {"k": inner}
e = copy.copy(table)
f = dict(table)
one = a[0] is b[1]
outer.clear()
del c, d
print(one, a, e, f)
