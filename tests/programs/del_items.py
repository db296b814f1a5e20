# del of items, slices, keys and attributes.
class O:
    pass
parts = [[0], [1], [2], [3], [4]]
keep = parts[2]
del parts[0]
del parts[1:3]
del parts[-1]
table = {"x": keep, "y": parts}
del table["y"]
o = O()
o.a = keep
o.b = o
del o.a
del o.b
parts[:] = [keep]
del parts[:]
print(keep, parts, table)
