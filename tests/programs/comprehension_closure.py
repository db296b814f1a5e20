# A comprehension that uses a variable of the function around it.
def scale(values, factor):
    out = [factor for v in values]
    fs = [lambda: (v, factor) for v in values]
    last = fs[0]()
    return out, last
f = ["factor"]
vals = [[1], [2]]
out, last = scale(vals, f)
same = out[0] is f and last[0] is vals[1]
out.pop()
vals = vals[:1]
print(same, len(out))
