# stderr: whole
# Weak reference callbacks that make cycles, collect, raise, make more weak references, and kill each other.
import gc
import weakref

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "Node(%s)" % self.name


made = 0


def make_cycle(reference):
    global made
    made += 1
    a, b = Node("a"), Node("b")
    a.other, b.other, a.reference = b, a, reference


for i in range(50):
    n = Node(i)
    r = weakref.ref(n, make_cycle)
    del n
print(made, gc.collect(), gc.collect())


def collecting(reference):
    a = []
    a.append(a)
    print("callback collects", gc.collect())


n = Node("x")
r = weakref.ref(n, collecting)
n.me = n
del n
print(gc.collect(), r())

chain = []


def again(reference):
    if len(chain) < 20:
        n = Node(len(chain))
        n.me = n
        chain.append(weakref.ref(n, again))
        del n
        gc.collect()


n = Node("first")
r = weakref.ref(n, again)
del n
print(len(chain), all(c() is None for c in chain))


def raises(reference):
    raise ValueError("in the callback")


n = Node("y")
r = weakref.ref(n, raises)
del n
print("goes on")
n = Node("in a cycle")
n.me = n
r = weakref.ref(n, raises)
del n
print(gc.collect())

order = []
n = Node("z")
refs = [weakref.ref(n, lambda r, i=i: order.append(i)) for i in range(5)]
refs[1] = None
del n
print(order)

n = Node("killer")
refs = []


def kill_others(reference):
    refs.clear()
    print("cleared")


refs.extend(weakref.ref(n, kill_others) for _ in range(4))
del n
print(len(refs))

# A callback that is part of the garbage does not run.
a = Node("a")
b = Node("b")
a.b, b.a = b, a
a.reference = weakref.ref(b, lambda r: print("never"))
del a, b
print(gc.collect())

d = weakref.WeakValueDictionary()
n = Node("value")
d["k"] = n
weakref.finalize(n, lambda: make_cycle(None))
del n
print(len(d), made, gc.collect())
s = weakref.WeakSet()
nodes = [Node("in a set")]
s.update(nodes)
for item in s:
    nodes.clear()
print(len(s))
p = weakref.proxy(Node("gone at once"))
try:
    print(p.name)
except ReferenceError as error:
    print(error)


class Dying:
    def __del__(self):
        try:
            weakref.ref(self, lambda r: print("callback of a reference made in __del__"))
            self.later = weakref.ref(self, lambda r: print("dead", r()))
        except Exception as error:
            print(type(error), error)


x = Dying()
del x
x = Dying()
x.me = x
del x
print(gc.collect())
print("end")
