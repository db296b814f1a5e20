# Lambdas held in containers and as defaults.
base = [1]
fs = [lambda: base, lambda x=base: x]
a = fs[0]()
b = fs[1]()
table = {"f": fs[0], "g": fs[1]}
g = table.pop("g")
d = g.__defaults__
fs.clear()
same = a is b and d[0] is base
g = None
d = None
print(same, len(table))
