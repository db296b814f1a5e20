# __new__ that gives the same object every time.
class Single:
    instance = None
    def __new__(cls, value):
        if cls.instance is None:
            obj = super().__new__(cls)
            cls.instance = obj
        return cls.instance
    def __init__(self, value):
        self.value = value
v = [1]
a = Single(v)
w = [2]
b = Single(w)
same = a is b
Single.instance = None
c = Single(v)
other = c is a
del a
print(same, other, b.value, c.value)
