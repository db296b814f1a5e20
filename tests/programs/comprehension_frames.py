# Comprehensions run in frames of their own.
base = [1]
rows = [[base, i] for i in range(3)]
cells = {i: row for i, row in enumerate(rows)}
keys = {len(row) for row in rows}
nested = [[x for x in row] for row in rows if row[1]]
flat = [x for row in rows for x in row if x is base]
row = "untouched"
rows = None
cells.clear()
print(row, keys, len(nested), len(flat))
