# A metaclass that keeps every class.
class Meta(type):
    registry = {}
    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, ns)
        mcls.registry[name] = cls
        return cls
class A(metaclass=Meta):
    items = []
class B(A):
    more = A.items
reg = Meta.registry
b = B()
same = reg["B"] is type(b)
del reg["A"]
B.more.append(b)
print(same, list(reg), len(A.items))
