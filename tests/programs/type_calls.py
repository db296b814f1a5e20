# Classes made with type(), instances made with __new__.
Base = type("Base", (), {"items": []})
Child = type("Child", (Base,), {})
b = Base()
c = Child.__new__(Child)
shared = c.items
shared.append(b)
d = object.__new__(Base)
d.__class__ = Child
kinds = [type(x) for x in (b, c, d)]
n = kinds.count(Child)
Child = None
alive = type(c)
del c, d
kinds.clear()
shared.clear()
print(n, alive.__name__)
