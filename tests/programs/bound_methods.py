# A bound method holds its object and its function.
class Counter:
    def __init__(self):
        self.n = 0
    def up(self):
        self.n += 1
        return self
    @classmethod
    def make(cls):
        return cls()
    @staticmethod
    def zero():
        return []
c = Counter()
up = c.up
up()
d = up()
methods = [c.up, up]
owner = up.__self__
func = up.__func__
made = Counter.make()
make = Counter.make
z = c.zero()
del c, d
up = None
owner.n = 0
print(len(methods), func is Counter.up, owner.n)
