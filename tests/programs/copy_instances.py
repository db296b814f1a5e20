# Copies of instances, with hooks.
import copy
class P:
    def __init__(self, items):
        self.items = items
class Q(P):
    def __copy__(self):
        return Q(self.items[:])
    def __deepcopy__(self, memo):
        memo["seen"] = self
        return self
items = [[0]]
p = P(items)
q = Q(items)
a = copy.copy(p)
b = copy.deepcopy(p)
c = copy.copy(q)
d = copy.deepcopy(q)
one = a.items is items
two = b.items[0] is items[0]
three = c.items[0] is items[0]
four = d is q
print(one, two, three, four)
