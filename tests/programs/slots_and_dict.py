# A subclass without slots has both.
class Base:
    __slots__ = ("fixed",)
class Free(Base):
    pass
data = [0]
f = Free()
f.fixed = data
f.free = data
d = f.__dict__
d["more"] = data
f.free = None
del f.fixed
names = sorted(d)
del f
print(names, d["more"] is data)
