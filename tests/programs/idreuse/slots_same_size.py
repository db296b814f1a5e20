# Does the second object get the place of the first?
class P:
    __slots__ = ('x', 'y')
class Q:
    __slots__ = ('u', 'v')
p = P()
old = id(p)
del p
q = Q()
print(id(q) == old)
q2 = Q()
print(id(q2) == old)
