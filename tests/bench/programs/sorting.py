# Sorting: plain, with keys, stable on several keys, custom order, merging.
def pseudo(n, seed):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(seed >> 4)
    return out

class Card:
    def __init__(self, suit, rank):
        self.suit = suit
        self.rank = rank
    def __lt__(self, other):
        return (self.rank, self.suit) < (other.rank, other.suit)

def merge_sort(xs):
    if len(xs) < 2:
        return xs
    mid = len(xs) // 2
    a, b = merge_sort(xs[:mid]), merge_sort(xs[mid:])
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]

data = pseudo(250000, 42)
check = sorted(data)[1000]
check += sorted(data, key=lambda v: v % 1000)[500]
check += sorted(data, key=lambda v: (v % 10, -v), reverse=True)[77]
names = ["n%d" % (v % 5000) for v in data[:60000]]
names.sort()
names.sort(key=len)
cards = [Card(v % 4, v % 13) for v in data[:24000]]
cards.sort()
small = merge_sort(data[:80000])
print(check, names[0], names[-1], cards[0].rank, cards[-1].suit, small[123] == sorted(data[:80000])[123])
