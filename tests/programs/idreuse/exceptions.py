# Does the second object get the place of the first?
print(id(ValueError()) == id(ValueError()), id(ValueError()) == id(KeyError()))
ids = []
for i in range(4):
    try:
        raise ValueError(i)
    except ValueError as e:
        ids.append(id(e))
print(len(set(ids)))
