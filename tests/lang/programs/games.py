# Tic-tac-toe, the game of life, a maze, Towers of Hanoi.
def winner(b):
    lines = [b[i:i + 3] for i in (0, 3, 6)] + [b[i::3] for i in range(3)] + [b[0::4], b[2:7:2]]
    for line in lines:
        if line[0] != " " and len(set(line)) == 1: return line[0]
    return "draw" if " " not in b else None
nodes = 0
def best(b, me):
    global nodes
    nodes += 1
    w = winner(b)
    if w: return (0 if w == "draw" else 1 if w == "X" else -1), None
    scores = []
    for i, c in enumerate(b):
        if c == " ":
            s, _ = best(b[:i] + [me] + b[i + 1:], "O" if me == "X" else "X")
            scores.append((s, i))
    return max(scores) if me == "X" else min(scores)
board = list("XO  X   O")
print(best(board, "X"), nodes, winner(list("XXXOO    ")), winner(list("XOXXOOOXX")))
def step(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy: near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
    return {c for c, n in near.items() if n == 3 or n == 2 and c in cells}
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(4): glider = step(glider)
print(sorted(glider))
maze = ["#########", "#S  #   #", "# # # # #", "# #   #E#", "#########"]
def solve(maze):
    start = next((r, c) for r, row in enumerate(maze) for c, ch in enumerate(row) if ch == "S")
    queue, seen = [(start, [])], {start}
    while queue:
        (r, c), path = queue.pop(0)
        if maze[r][c] == "E": return path
        for d, (dr, dc) in {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}.items():
            n = (r + dr, c + dc)
            if maze[n[0]][n[1]] != "#" and n not in seen: seen.add(n); queue.append((n, path + [d]))
print("".join(solve(maze)))
pegs = {"A": [3, 2, 1], "B": [], "C": []}
def move(n, a, b, c):
    if n:
        move(n - 1, a, c, b)
        pegs[b].append(pegs[a].pop())
        move(n - 1, c, b, a)
move(3, "A", "C", "B"); print(pegs)
def rps(a, b): return "draw" if a == b else "first" if (a, b) in {("rock", "scissors"), ("scissors", "paper"), ("paper", "rock")} else "second"
print(rps("rock", "paper"), rps("rock", "rock"), rps("paper", "rock"))
