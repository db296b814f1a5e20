# Each level of recursion makes objects that live as long as its frame needs them.
def build(n):
    node = {"n": n, "kids": []}
    for i in range(n):
        kid = build(i)
        node["kids"].append(kid)
    return node
def count(node):
    total = 1
    for kid in node["kids"]:
        total += count(kid)
    return total
t = build(3)
n = count(t)
sub = t["kids"][2]
t = None
m = count(sub)
print(n, m)
