# Changes a list while it is sorted.
def key(x):
    items.append(x)
    if len(items) > 3:
        items.clear()
    return x


rounds = 0
while True:
    items = [3, 1, 2, 5, 4]
    try:
        items.sort(key=key)
    except ValueError as error:
        rounds += 1
