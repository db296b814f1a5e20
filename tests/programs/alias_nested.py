# A list inside lists: the inner one is shared by its places.
inner = ["x"]
row = [inner, inner]
grid = [row] * 2
flat = grid[0]
inner.append("y")
grid[1] = None
copy = row[:]
del row
copy[0] = []
first = copy[1]
del grid, flat
print(inner, copy, first is inner)
