# Spectral norm: many small calls on floats.
def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)

def times(v):
    n = len(v)
    out = []
    for i in range(n):
        s = 0.0
        for j in range(n):
            s += entry(i, j) * v[j]
        out.append(s)
    return out

def transposed_times(v):
    n = len(v)
    return [sum(entry(j, i) * v[j] for j in range(n)) for i in range(n)]

def both(v):
    return transposed_times(times(v))

def main(n):
    u = [1.0] * n
    v = u
    for _ in range(6):
        v = both(u)
        u = both(v)
    vbv = vv = 0.0
    for a, b in zip(u, v):
        vbv += a * b
        vv += b * b
    return (vbv / vv) ** 0.5

print("%.9f" % main(420))
