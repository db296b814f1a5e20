# Deletes what it walks over.
rounds = 0
while True:
    items = list(range(6))
    for x in items:
        del items[0]
    table = dict.fromkeys(range(4))
    try:
        for k in table:
            del table[k]
    except RuntimeError as error:
        rounds += 1
    left = len(items) + len(table)
