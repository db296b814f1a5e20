# A builder whose methods return self.
class Builder:
    def __init__(self):
        self.parts = []
    def add(self, part):
        self.parts.append(part)
        return self
    def build(self):
        out = tuple(self.parts)
        return out
x = ["x"]
b = Builder().add(x).add(x)
t = b.build()
u = Builder().add(1).add(2).build()
c = b.add(b)
same = c is b
b.parts.pop()
b = c = None
n = len(t)
print(u, same, n)
