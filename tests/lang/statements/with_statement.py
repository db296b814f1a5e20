# with: order of calls, several managers, suppression, errors in __enter__ and __exit__.
class CM:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail
    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError("enter " + self.name)
        return self.name.upper()
    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v, tb is not None)
        if self.fail == "exit":
            raise RuntimeError("exit " + self.name)
        return self.swallow

with CM("a") as x:
    print("body", x)
with CM("a") as x, CM("b") as y:
    print(x, y)
with (CM("a") as x, CM("b") as y,):
    print(x, y)
with (CM("paren")):
    pass
with CM("a", swallow=True):
    raise ValueError("gone")
print("swallowed")
try:
    with CM("a"), CM("b", fail="enter"), CM("c"):
        print("never")
except RuntimeError as e:
    print("caught", e)
try:
    with CM("a", fail="exit"):
        raise KeyError("body")
except RuntimeError as e:
    print("caught", e, "during", repr(e.__context__))
def f():
    with CM("ret"):
        return "value"
print(f())
for i in range(3):
    with CM("loop%d" % i):
        if i == 1:
            break
        continue
with CM("unpack") as (a, *b):
    print(a, b)
d = {}
with CM("item") as d["k"]:
    print(d)
class Half:
    def __enter__(self): return 1
class None_: pass
for obj in (Half(), None_(), 5, None):
    try:
        with obj:
            print("body")
    except TypeError as e:
        print(e)
class Class:
    def __enter__(self): return "class lookup"
    def __exit__(self, *a): return False
c = Class()
c.__enter__ = lambda: "instance lookup"
with c as v:
    print(v)
