# A small graph of instances, taken apart.
class Node:
    def __init__(self, name):
        self.name = name
        self.edges = []
    def link(self, other):
        self.edges.append(other)
        return other
a = Node("a")
b = a.link(Node("b"))
c = b.link(Node("c"))
c.link(b)
path = [a, b, c]
b = None
a.edges.clear()
last = path.pop()
path.pop()
d = last.edges[0]
d.edges.remove(last)
last.edges = None
print(len(path), d.name, last.name)
