# A queue worked off in a loop.
queue = [[1, [2]], [3]]
seen = []
while queue:
    item = queue.pop()
    seen.append(item)
    for x in item:
        if isinstance(x, list):
            queue.append(x)
else:
    last = item
first = seen[0]
seen = seen[1:]
print(seen, last, first)
