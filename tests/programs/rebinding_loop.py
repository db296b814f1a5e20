# A name that moves to a new object in every turn of a loop.
items = [[i] for i in range(4)]
last = None
for item in items:
    previous = last
    last = item
    item.append(previous is None)
items = items[1:]
item = None
print(items, last, previous)
