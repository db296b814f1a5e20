# Does the second object get the place of the first?
ids = []
for i in range(6):
    x = [i]
    ids.append(id(x))
print(len(set(ids)), ids[0] == ids[2], ids[1] == ids[3], ids[0] == ids[1])
