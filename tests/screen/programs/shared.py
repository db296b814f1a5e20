class Node:
    def __init__(self, value):
        self.value = value
        self.next = None

a = [1, 2]
b = a
pair = (a, "text")
box = {"x": a, "y": [pair]}
n1 = Node(1)
n2 = Node(2)
n1.next = n2
n2.next = n1
ring = [[[n2]]]
ring[0][0].append(ring)
loop = []
loop.append(loop)
del n1
