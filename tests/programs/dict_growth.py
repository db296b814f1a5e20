# A dict grows, and forgets the room of deleted keys only when it grows again.
import sys
d = {}
sizes = []
for i in range(12):
    d[i] = [i]
    sizes.append(sys.getsizeof(d))
for i in range(0, 12, 2):
    del d[i]
after = sys.getsizeof(d)
copy = d.copy()
literal = {1: d[1], 3: d[3]}
d.clear()
empty = sys.getsizeof(d)
d["new"] = copy
print(sizes, after, empty, len(copy))
