# Methods close over variables of the function around the class.
def make(tag):
    class Item:
        shared = []
        def __init__(self):
            self.shared.append(self)
        def tag(self):
            return tag
    return Item
label = ["label"]
A = make(label)
B = make(label)
x = A()
y = A()
t = x.tag()
same = A is B
A.shared.clear()
del x
print(t is label, same)
