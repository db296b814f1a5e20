# An argument is one more reference while the call runs.
def keep(x):
    y = x
    z = [x, y]
    return z
data = [0]
out = keep(data)
out2 = keep(out)
out.clear()
n = len(out2)
del out2
again = keep(data)
print(n, data, len(again))
