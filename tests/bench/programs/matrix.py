# Matrix multiplication, transposition, determinants, game of life on lists of lists.
def multiply(a, b):
    n, m, p = len(a), len(b), len(b[0])
    out = [[0] * p for _ in range(n)]
    for i in range(n):
        row, target = a[i], out[i]
        for j in range(p):
            s = 0
            for k in range(m):
                s += row[k] * b[k][j]
            target[j] = s
    return out

def transpose(a):
    return [list(r) for r in zip(*a)]

def determinant(a):
    a = [row[:] for row in a]
    n, det = len(a), 1.0
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(a[r][i]))
        if p != i:
            a[i], a[p] = a[p], a[i]
            det = -det
        det *= a[i][i]
        for r in range(i + 1, n):
            f = a[r][i] / a[i][i]
            for c in range(i, n):
                a[r][c] -= f * a[i][c]
    return det

def life(grid, rounds):
    h, w = len(grid), len(grid[0])
    for _ in range(rounds):
        new = [[0] * w for _ in range(h)]
        for y in range(h):
            for x in range(w):
                n = 0
                for dy in (-1, 0, 1):
                    for dx in (-1, 0, 1):
                        if dy or dx:
                            n += grid[(y + dy) % h][(x + dx) % w]
                new[y][x] = 1 if n == 3 or (n == 2 and grid[y][x]) else 0
        grid = new
    return sum(map(sum, grid))

n = 160
a = [[(i * j) % 7 + 1 for j in range(n)] for i in range(n)]
b = transpose(a)
c = multiply(a, multiply(b, a))
d = [[1.0 / (1 + abs(i - j)) for j in range(110)] for i in range(110)]
g = [[(x * 3 + y * 5 + x * y) % 4 == 0 for x in range(96)] for y in range(96)]
print(sum(map(sum, c)), "%.6e" % determinant(d), life(g, 30))
