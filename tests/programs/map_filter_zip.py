# Lazy iterators hold their function and their sources.
def double(x):
    y = [x, x]
    return y
src = [1, 2, 3]
m = map(double, src)
a = next(m)
z = zip(src, m)
b = next(z)
f = filter(None, [a, [], b])
c = list(f)
rest = list(z)
e = enumerate(c)
i, d = next(e)
del m, z, f, e
print(a, b, rest, d is a)
