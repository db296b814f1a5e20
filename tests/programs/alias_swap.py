# Swapping names and elements moves references without making objects.
a, b = [1], [2]
a, b = b, a
pair = [a, b]
pair[0], pair[1] = pair[1], pair[0]
x = pair[0]
pair.reverse()
(p, q), r = pair, x
p, q, r = r, p, q
del a
print(b, pair, p is r, q)
