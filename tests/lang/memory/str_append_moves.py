# A string grown in place by += moves to a block of another size class; the old block must not be taken for an object.
def f(n):
    s = "%s:%s: %s" % ("x" * n, 12, "yyyy")
    s += "  %s\n" % ("z" * n)
    return s
total = 0
for n in range(0, 300, 7):
    a = f(n)
    b = f(n + 1)
    total += len(a) + len(b)
print(total)
