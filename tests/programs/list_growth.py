# A list keeps room for more; its size goes up in steps.
import sys
items = []
sizes = []
for i in range(20):
    items.append(None)
    size = sys.getsizeof(items)
    sizes.append(size)
alias = items
while len(items) > 3:
    items.pop()
    sizes.append(sys.getsizeof(items))
items.extend(range(5))
items[1:1] = [0] * 10
exact = list(items)
del items[:]
print(sizes, len(exact))
