# Subclasses hold their bases; instances hold their class.
class Base:
    log = []
    def hello(self):
        self.log.append(type(self).__name__)
        return self
class Child(Base):
    def hello(self):
        up = super().hello()
        return up
c = Child()
d = c.hello()
e = Base().hello()
kinds = [Base, Child, Child]
mro = Child.__mro__
del c
d = None
print(Base.log, len(mro), kinds.count(Child))
