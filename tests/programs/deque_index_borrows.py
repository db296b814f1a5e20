# deque.index() takes no reference to the item it compares, `in`, count() and remove() do.
import sys
from collections import deque


class Item:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print(self.n, other.n, sys.getrefcount(self), sys.getrefcount(other))
        return self.n == other.n

    def __del__(self):
        print("gone", self.n)


d = deque([Item(1), Item(2)])
print(d.index(Item(2)), Item(1) in d, d.count(Item(2)))
d.remove(Item(2))
