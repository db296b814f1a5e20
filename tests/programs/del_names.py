# del unties names one by one.
a = [1]
b = [a]
c = {"a": a, "b": b}
del a
x = b[0]
del b
y = c["b"]
del c["a"]
del c["b"][0]
z = len(y)
del x
del y, z
d = c
del c
print(d)
