# Does the second object get the place of the first?
seen = set()
for i in range(20):
    seen.add(id([i]))
print(len(seen))
kept = []
ids = set()
for i in range(20):
    kept.append([i])
    ids.add(id(kept[-1]))
print(len(ids))
