# Builds a list for ever.
items = []
while True:
    items.append([len(items)])
