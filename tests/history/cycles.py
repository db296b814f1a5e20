# Cycles, finalizers, weak references, resurrection, and the collector at work.
import gc
import weakref


class Node:
    alive = 0
    saved = []

    def __init__(self, name):
        Node.alive += 1
        self.name = name

    def __del__(self):
        Node.alive -= 1
        if self.name % 50 == 0:
            Node.saved.append(self)


dead = []
for i in range(400):
    a, b = Node(i), Node(i + 1000)
    a.other, b.other = b, a
    ref = weakref.ref(a, lambda r: dead.append(1))
    if i % 3:
        keep = ref
    if i % 97 == 0:
        print(i, gc.collect() > 0, Node.alive > 0)
del a, b
print(gc.collect() > 0, Node.alive, len(Node.saved), len(dead) > 0)
