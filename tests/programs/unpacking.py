# Unpacking gives each part a name; the starred part is a new list.
source = [[1], [2], [3], [4]]
first, *middle, last = source
same = middle[0] is source[1]
a, b = pair = (first, last)
(c, d), e = pair, middle
source = None
x, y, z = "abc"
k, v = {"key": e}.popitem()
middle.append(first)
del pair
print(same, a is c, b is d, v is e, k)
