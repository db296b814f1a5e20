# Does the second object get the place of the first?
print(id(iter([])) == id(iter([])), id(enumerate([])) == id(enumerate([])), id(zip()) == id(zip()), id(map(int, [])) == id(map(int, [])))
