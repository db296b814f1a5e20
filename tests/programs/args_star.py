# Extra arguments are gathered in a tuple and a dict that belong to the call.
def gather(first, *rest, **named):
    kept = rest
    names = named
    total = len(kept) + len(names)
    return kept, names, total
a, b = [1], [2]
t, d, n = gather(a, b, a, key=b)
args = (a, b)
t2, d2, n2 = gather(*args, **d)
same = t2 is args
d["key"] = None
del t
print(n, n2, same, d2)
