# Does the second object get the place of the first?
def count(n):
    for i in range(n):
        yield i
g = count(3)
next(g)
old = id(g)
old_frame = id(g.gi_frame)
g.close()
del g
h = count(3)
print(id(h) == old)
next(h)
print(id(h.gi_frame) == old_frame)
k = count(3)
print(id(k) == old, id(k) == id(h))
print(list(h), sum(k))
del h, k
print(id(count(1)) == id(count(2)))
