# Instance attributes hide class attributes; both hold references.
class Node:
    shared = []
    def __init__(self, value):
        self.value = value
v = ["value"]
a = Node(v)
b = Node(v)
a.shared.append(1)
b.shared = []
b.shared.append(v)
a.value = None
del b.value
b.__dict__["value"] = v
names = list(vars(b))
del a
print(Node.shared, names, b.value is v)
