# A recursion limit set far too high: lastref may say MemoryError or RecursionError where the C stack of CPython would end; depths CPython reaches are reached.
import sys

sys.setrecursionlimit(10**6)


def down(n):
    return 0 if n == 0 else down(n - 1) + 1


print(down(50000))


class Node:
    def __init__(self, next):
        self.next = next

    def length(self):
        return 1 + self.next.length() if self.next else 1


node = None
for _ in range(20000):
    node = Node(node)
print(node.length())
while node:
    node = node.next


def generator(n):
    if n:
        yield from generator(n - 1)
    yield n


def through_list(n):
    return [through_list(n - 1)] if n else []


def through_builtin(n):
    return sum(map(through_builtin, [n - 1])) + 1 if n else 0


print(sum(generator(1500)))
x = through_list(9000)
print(len(x))
print(through_builtin(1500))
print(sorted([1], key=lambda v: down(1000)))
