# check: steps 1602 (then deque.index holds what it compares: CPython does not, though it has left the deque)
# Comparisons and iterations that change the list, heap, deque or array that a built-in is working on.
import array
import bisect
import collections
import functools
import gc
import heapq

gc.disable()


def show(what, f):
    try:
        result = f()
    except Exception as error:
        print(what, type(error).__name__, error)
    else:
        print(what, repr(result)[:160])


class Item:
    """Compares by its number, and does something first."""

    def __init__(self, n, action=None):
        self.n = n
        self.action = action

    def act(self):
        action, self.action = self.action, None
        if action:
            action()
            gc.collect()

    def __lt__(self, other):
        self.act()
        return self.n < other.n

    def __eq__(self, other):
        self.act()
        return isinstance(other, Item) and self.n == other.n

    __hash__ = None

    def __repr__(self):
        return "i%d" % self.n


# heapq
for name, action in [("clear", lambda: heap.clear()), ("append", lambda: heap.append(Item(0))), ("pop", lambda: heap.pop())]:
    for what, f in [
        ("heappush", lambda: heapq.heappush(heap, Item(1, action))),
        ("heappop", lambda: heapq.heappop(heap)),
        ("heapreplace", lambda: heapq.heapreplace(heap, Item(4, action))),
        ("heappushpop", lambda: heapq.heappushpop(heap, Item(4, action))),
        ("heapify", lambda: heapq.heapify(heap)),
        ("nlargest", lambda: heapq.nlargest(3, heap)),
        ("nsmallest", lambda: heapq.nsmallest(3, heap)),
    ]:
        heap = [Item(2), Item(3, action), Item(5, action), Item(7, action), Item(9)]
        show("%s, %s" % (what, name), f)
        print(len(heap))
show("merge", lambda: list(heapq.merge([Item(1), Item(4)], [Item(2), Item(3)])))

# bisect
for name, action in [("clear", lambda: row.clear()), ("grow", lambda: row.extend(range(10)))]:
    for f in (bisect.bisect_left, bisect.bisect_right, bisect.insort_left, bisect.insort_right):
        row = [Item(1, action), Item(3, action), Item(5, action)]
        show("%s, %s" % (f.__name__, name), lambda: f(row, Item(4, action)))
        print(len(row))
row = [1, 2, 3]
show("key clears", lambda: bisect.insort(row, 2, key=lambda x: row.clear() or 5))
print(row)

# list
row = [Item(1), Item(2, lambda: row.clear()), Item(3)]
show("list.index", lambda: row.index(Item(3)))
row = [Item(1), Item(2, lambda: row.clear()), Item(3)]
show("list.count", lambda: row.count(Item(3)))
row = [Item(1), Item(2, lambda: row.clear()), Item(3)]
show("list.remove", lambda: row.remove(Item(2)))
row = [Item(1), Item(2, lambda: row.clear()), Item(3)]
show("in", lambda: Item(3) in row)
row = [Item(1), Item(2, lambda: row.clear()), Item(3)]
show("list ==", lambda: row == [Item(1), Item(2), Item(3)])
row = [Item(1), Item(2, lambda: row.clear()), Item(3)]
show("list <", lambda: row < [Item(1), Item(2), Item(4)])
row = [Item(3), Item(2, lambda: row.append(1)), Item(1)]
show("list.sort", lambda: row.sort())
print(row)
row = [3, 1, 2]
show("sorted with a key that collects", lambda: sorted(row, key=lambda x: gc.collect() * 0 + row.append(x) or -x))
show("min and max", lambda: (min(row, key=lambda x: row.clear() or x), row))


class Grows:
    def __init__(self, target):
        self.target = target

    def __iter__(self):
        for i in range(3):
            self.target.append(i)
            yield i
        self.target.clear()
        yield "last"

    def __length_hint__(self):
        self.target.clear()
        gc.collect()
        return 2


row = [1, 2, 3]
show("extend", lambda: row.extend(Grows(row)) or row)
row = [1, 2, 3]
row[1:2] = Grows(row)
print(row)
row = [1, 2, 3]
row += Grows(row)
print(row)


class Cut:
    def __index__(self):
        row.clear()
        return 2


row = [1, 2, 3]
show("index that clears", lambda: row[Cut()])
row = [1, 2, 3]
show("insert", lambda: row.insert(Cut(), 9) or row)
row = [1, 2, 3]
show("pop", lambda: row.pop(Cut()))
row = [1, 2, 3]
show("slice", lambda: row[Cut() :])
row = [1, 2, 3]
show("multiply", lambda: row * Cut())

# deque
D = collections.deque
for name, action in [("clear", lambda: d.clear()), ("append", lambda: d.append(1)), ("rotate", lambda: d.rotate(1)), ("popleft", lambda: d.popleft())]:
    for what, f in [
        ("index", lambda: d.index(Item(5))),
        ("count", lambda: d.count(Item(5))),
        ("remove", lambda: d.remove(Item(5))),
        ("in", lambda: Item(5) in d),
        ("==", lambda: d == D([Item(1), Item(3), Item(5)])),
        ("<", lambda: d < D([Item(1), Item(3), Item(6)])),
    ]:
        d = D([Item(1), Item(3, action), Item(5)])
        show("deque %s, %s" % (what, name), f)
        print(len(d))
d = D([1, 2, 3])
show("deque extend", lambda: d.extend(Grows(d)) or list(d))
d = D([1, 2, 3], 4)
show("deque extendleft", lambda: d.extendleft(Grows(d)) or list(d))
d = D([1, 2, 3], 2)
show("deque extends itself", lambda: d.extend(d) or list(d))
d = D(range(200))


def over():
    for x in d:
        d.pop()


def over_back():
    for x in reversed(d):
        d.append(x)


show("iterate and pop", over)
show("iterate and append", over_back)


class Shrinks:
    def __index__(self):
        d.clear()
        gc.collect()
        return 1


d = D([1, 2, 3])
show("deque rotate", lambda: d.rotate(Shrinks()) or list(d))
d = D([1, 2, 3])
show("deque insert", lambda: d.insert(Shrinks(), 9) or list(d))
d = D([1, 2, 3])
show("deque index", lambda: d[Shrinks()])
d = D([1, 2, 3])


def put():
    d[Shrinks()] = 4


show("deque set", put)
d = D([1, 2, 3])
show("deque multiply", lambda: d * Shrinks())


class Dies:
    def __init__(self, target, n):
        self.target, self.n = target, n

    def __del__(self):
        if len(self.target) < 5:
            self.target.append(self.n)


d = D(maxlen=2)
for i in range(5):
    d.append(Dies(d, i))
print(len(d), [type(x).__name__ for x in d])
d.clear()
print(len(d), list(d))
row = []
row.extend(Dies(row, i) for i in range(3))
row.clear()
print(row)
row = [Dies(row, 7), Dies(row, 8)]
row[:] = []
print(row)
del row, d

# array
a = array.array("i", [1, 2, 3])


class Clears:
    def __index__(self):
        del a[:]
        return 1


def put():
    a[Clears()] = 5


show("array set", put)
a = array.array("i", [1, 2, 3])
show("array insert", lambda: a.insert(Clears(), Clears()) or a)
a = array.array("i", [1, 2, 3])
show("array extend", lambda: a.extend(Grows(a)) or a)
a = array.array("i", [1, 2, 3])
show("array index", lambda: a[Clears()])
a = array.array("i", [1, 2, 3])


def exports():
    view = memoryview(a)
    try:
        a.append(1)
    finally:
        view.release()


show("array exported", exports)
print(a)
show("cmp_to_key", lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda x, y: gc.collect() * 0 + x - y)))
