# Dictionaries: counting, grouping, string and integer keys, growth and deletion.
def count_words(rounds):
    words = ["word%d" % (i % 997) for i in range(2000)]
    counts = {}
    for _ in range(rounds):
        for w in words:
            counts[w] = counts.get(w, 0) + 1
    return sum(counts.values()), len(counts)

def group(n):
    groups = {}
    for i in range(n):
        key = i * 2654435761 % 1009
        if key in groups:
            groups[key].append(i)
        else:
            groups[key] = [i]
    return max(len(g) for g in groups.values())

def churn(n):
    d = {}
    for i in range(n):
        d[i] = i
        if i >= 1000:
            del d[i - 1000]
    return len(d), sum(d)

def memo_paths(rows, cols):
    memo = {}
    def paths(r, c):
        if r == 0 or c == 0:
            return 1
        key = (r, c)
        if key not in memo:
            memo[key] = paths(r - 1, c) + paths(r, c - 1)
        return memo[key]
    return paths(rows, cols)

total = 0
for _ in range(60):
    total += memo_paths(60, 60) % 1000003
print(count_words(600), group(900000), churn(1000000), total)
