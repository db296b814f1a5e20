# Does the second object get the place of the first?
class A: pass
ids = []
for i in range(6):
    x = A()
    ids.append(id(x))
print(len(set(ids)), ids[0] == ids[2], ids[0] == ids[1])
ids = []
for i in range(6):
    x = None
    x = A()
    ids.append(id(x))
print(len(set(ids)))
