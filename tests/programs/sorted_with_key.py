# Sorting holds keys and elements while it runs.
class Item:
    def __init__(self, n):
        self.n = n
seen = []
def key(item):
    seen.append(item)
    k = -item.n
    return k
items = [Item(1), Item(3), Item(2)]
out = sorted(items, key=key)
first = out[0]
items.sort(key=lambda i: i.n)
same = items[-1] is first
seen.clear()
out = None
del items[0]
print(same, first.n, len(items))
