# Collections with everything in them that can run code or change a life; how many objects each finds.
import gc
import weakref
from collections import deque


class Node:
    saved = []

    def __init__(self, n):
        self.n = n
        self.parts = [n, (n, [self])]

    def __del__(self):
        if self.n % 7 == 0:
            Node.saved.append(self)  # comes back, once
        if self.n % 11 == 0:
            self.more = [self.n, {"late": self}]  # a new cycle while the collector runs


class Slotted:
    __slots__ = ("other", "__weakref__")


def told(ref, log=[]):
    log.append(len(log))
    ring = [log]
    ring.append(ring)  # garbage for the next collection


def around(phase, info):
    if phase == "stop" and info["collected"]:
        seen.append(info["collected"])


def frame_in_cycle():
    me = yield
    while True:
        yield me


seen = []
gc.callbacks.append(around)
gc.collect()  # what was there before is of no account
gc.set_threshold(60, 3, 3)
refs = []
for i in range(120):
    a, b = Node(i), Node(i + 500)
    a.other, b.other = b, a
    refs.append(weakref.ref(a, told))
    s = Slotted()
    s.other = {i: deque([s])}
    g = frame_in_cycle()
    next(g)
    g.send(g)
    try:
        raise ValueError(i)
    except ValueError as e:
        e.me = e
    if i % 30 == 29:
        print(i, gc.collect(), len(Node.saved))
        Node.saved.clear()
del a, b, s, g
print(gc.collect(), len(Node.saved), sum(r() is None for r in refs), len(seen) > 0)
gc.callbacks.clear()
