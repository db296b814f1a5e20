# Objects that form cycles, trees and lists that are dropped, automatic collections.
import gc

class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.children = []

def ring(n):
    first = last = Node(0)
    for i in range(1, n):
        node = Node(i)
        last.next = node
        last = node
    last.next = first
    return first

def tree(depth):
    node = Node(depth)
    if depth:
        for _ in range(2):
            child = tree(depth - 1)
            child.next = node
            node.children.append(child)
    return node

def total(node):
    return node.value + sum(total(c) for c in node.children)

check = 0
for i in range(5000):
    check += ring(60).next.value
for i in range(48):
    check += total(tree(11))
kept = []
for i in range(200000):
    pair = [i]
    pair.append(pair)
    if i % 100 == 0:
        kept.append(pair)
for i in range(500000):
    kept.append((i, [i]))
    if len(kept) > 20000:
        del kept[:10000]
found = gc.collect()
print(check, len(kept), gc.isenabled(), found >= 0)
