# The memo: shared parts stay shared, cycles through every container end, what the memo keeps alive, recursion.
import collections
import copy
import sys

a = [1]
b = [a, a, {"a": a}, (a,), {1}]
c = copy.deepcopy(b)
print(c[0] is c[1], c[2]["a"] is c[0], c[3][0] is c[0], c[0] is a)
loop = []
loop.append(loop)
d = copy.deepcopy(loop)
print(d[0] is d, d is loop)
table = {}
table["self"] = table
d = copy.deepcopy(table)
print(d["self"] is d)
pair = ([],)
pair[0].append(pair)
d = copy.deepcopy(pair)
print(d[0][0] is d, d is pair)


class Node:
    pass


n = Node()
n.me = n
n.many = [n, {n: n}]
d = copy.deepcopy(n)
print(d.me is d, d.many[0] is d, list(d.many[1]) == [d], d.many[1][d] is d)
q = collections.deque()
q.append(q)
d = copy.deepcopy(q)
print(d[0] is d)
memo = {}
x = [1]
y = copy.deepcopy(x, memo)
print(memo[id(x)] is y, memo[id(memo)][0] is x, len(memo))
print(copy.deepcopy(x, memo) is y)
memo = {id(x): "given"}
print(copy.deepcopy([x], memo))


class Watch:
    def __deepcopy__(self, memo):
        print("asked", len(memo) > 0)
        memo[id(self)] = "from the hook"
        return self


w = Watch()
print([type(v).__name__ for v in copy.deepcopy([w, w])])


class Keyed:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, other):
        return isinstance(other, Keyed) and self.v == other.v


k = Keyed(3)
d = copy.deepcopy({k: [k]})
print(list(d)[0] is k, d[k][0] is list(d)[0])
print(copy.deepcopy(frozenset([k])) == frozenset([k]))
deep = []
for _ in range(3000):
    deep = [deep]
try:
    copy.deepcopy(deep)
except RecursionError as error:
    print(type(error).__name__, str(error)[:32])
while deep:
    deep = deep[0]
for bad in (lambda: copy.copy(), lambda: copy.deepcopy([1], 5), lambda: copy.copy(1, 2)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)


class Refuses:
    def __reduce_ex__(self, protocol):
        raise TypeError("not this one")


class BadReduce:
    def __reduce_ex__(self, protocol):
        return 5


class NoNew:
    def __copy__(self):
        raise ValueError("no copy")


for cls in (Refuses, BadReduce, NoNew):
    for what in (copy.copy, copy.deepcopy):
        try:
            print(cls.__name__, type(what(cls())).__name__)
        except Exception as error:
            print(cls.__name__, type(error).__name__, error)
print(copy.Error, copy.error is copy.Error, sorted(copy.__all__))
for value in ([1], {1: 2}, Node(), 5, "x", (1,), Keyed(1)):
    r = value.__reduce_ex__(4)
    print(type(value).__name__, type(r).__name__, len(r), getattr(r[0], "__name__", r[0]))
for protocol in (0, 1, 2, 3):
    try:
        r = Keyed(1).__reduce_ex__(protocol)
        print(protocol, len(r), r[0].__name__, r[2])
    except Exception as error:
        print(protocol, type(error).__name__, error)
for value in ((x for x in ()), sys, sys._getframe(), memoryview(b""), object.__dict__):
    try:
        value.__reduce_ex__(4)
    except TypeError as error:
        print(error)
