# The dict of an instance appears when somebody asks for it.
class Obj:
    def __init__(self, x):
        self.x = x
        self.y = [x]
a = Obj(1)
b = Obj(2)
d = a.__dict__
d["z"] = d
b.y.append(b)
e = vars(b)
e.pop("x")
same = a.__dict__ is d
a.__dict__ = {"only": d}
del d["z"]
b.y.clear()
print(same, a.only is d, list(e))
