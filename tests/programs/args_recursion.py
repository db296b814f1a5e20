# A recursive call piles up frames that hold the same list.
def walk(n, path):
    path.append(n)
    here = path
    if n:
        sub = walk(n - 1, path)
        here = [sub, here]
    return here
trail = []
tree = walk(3, trail)
leaf = tree
while leaf[0] is not trail and isinstance(leaf[0], list):
    leaf = leaf[0]
del tree
print(trail, len(leaf))
