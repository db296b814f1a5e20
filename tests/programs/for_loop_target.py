# The loop variable is a reference of its own; the loop holds the iterator.
rows = [[1], [2], [3]]
for row in rows:
    kept = row
    row = None
for i, row in enumerate(rows):
    row.append(i)
for a, (b, *c) in [([0], ("x", 1, 2))]:
    d = c
for rows[0] in (["new"],):
    pass
else:
    done = rows[0]
for row in list(rows):
    rows.remove(row)
print(kept, row, d, done, rows)
