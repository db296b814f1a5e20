# Very deep structures are freed without trouble.
def nest(n, make):
    x = make(None)
    for _ in range(n): x = make(x)
    return x
class Node:
    __slots__ = ("next",)
    def __init__(self, n): self.next = n
class Plain:
    def __init__(self, n): self.next = n
for name, make in (("list", lambda x: [x]), ("tuple", lambda x: (x,)), ("dict", lambda x: {"k": x}), ("slots", Node), ("instance", Plain), ("cell", lambda x: (lambda: x)), ("partial list", lambda x: [1, x, 2])):
    x = nest(50000, make)
    print(name, "built", end=" ")
    del x
    print("freed")
count = 0
class Counted:
    def __init__(self, n): self.next = n
    def __del__(self):
        global count
        count += 1
x = nest(20000, Counted)
x = None
print(count)
x = nest(1000, lambda x: {1: [x, (x,)]} if x is None else {1: [x]})
y = x
for _ in range(500): y = y[1][0]
print(type(y).__name__)
del x, y
import gc
ring = Node(None); cur = ring
for _ in range(20000):
    n = Node(None); cur.next = n; cur = n
cur.next = ring
del ring, cur, n
print(gc.collect())
it = iter([1])
for _ in range(2000): it = map(lambda v: v, it)
try: print(next(it))
except RecursionError: print("too deep to run")
del it
print("end")
