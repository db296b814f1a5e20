# Properties and descriptors give objects that live elsewhere.
class Field:
    def __init__(self):
        self.values = {}
    def __get__(self, obj, kind):
        if obj is None:
            return self
        return self.values[id(obj)]
    def __set__(self, obj, value):
        self.values[id(obj)] = value
class Row:
    cell = Field()
    def __init__(self, v):
        self.cell = v
        self._p = [v]
    @property
    def p(self):
        return self._p
v = ["v"]
r = Row(v)
same = r.cell is v
field = Row.cell
n = len(field.values)
p = r.p
field.values.clear()
r._p = None
print(same, n, p)
