# Slots hold references without a dict.
class Pair:
    __slots__ = ("left", "right")
    def __init__(self, left, right):
        self.left = left
        self.right = right
class Named(Pair):
    __slots__ = ("name",)
a, b = [1], [2]
p = Pair(a, b)
q = Named(p, a)
q.name = b
p.right = p.left
del q.left
left = q.right
q.right, q.name = q.name, q.right
del p
print(left is a, q.name is a, q.right is b)
