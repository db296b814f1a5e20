# Numbers: a new object for every result outside the cache.
a = 1000
b = a
a += 1
c = a - 1
same = c is b
equal = c == b
f = 1.5
g = f + 0
h = f * 1
big = 2 ** 70
bigger = big + 0
xs = [a, b, c, f, g, big]
ys = [x for x in xs]
z = ys[5] is big
print(same, equal, g is f, bigger is big, z)
