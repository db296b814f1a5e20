# N queens by recursion with sets, and permutations by swapping.
def queens(n, row=0, cols=frozenset(), up=frozenset(), down=frozenset()):
    if row == n:
        return 1
    count = 0
    for c in range(n):
        if c not in cols and row + c not in up and row - c not in down:
            count += queens(n, row + 1, cols | {c}, up | {row + c}, down | {row - c})
    return count

def queens_lists(n):
    solutions = 0
    board = [-1] * n
    def safe(row, col):
        for r in range(row):
            c = board[r]
            if c == col or c - col == r - row or c - col == row - r:
                return False
        return True
    def place(row):
        nonlocal solutions
        if row == n:
            solutions += 1
            return
        for col in range(n):
            if safe(row, col):
                board[row] = col
                place(row + 1)
                board[row] = -1
    place(0)
    return solutions

def permutations(items, k, out):
    if k == len(items):
        out[0] += items[0] * items[-1]
        return
    for i in range(k, len(items)):
        items[k], items[i] = items[i], items[k]
        permutations(items, k + 1, out)
        items[k], items[i] = items[i], items[k]

out = [0]
permutations(list(range(9)), 0, out)
print(queens(9), queens_lists(9), queens_lists(8), out[0])
