# List indexing: sieves, prefix sums, bubble sort, slices.
def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    count = 0
    for f in flags:
        if f:
            count += 1
    return count

def bubble(values):
    n = len(values)
    for i in range(n):
        for j in range(n - 1 - i):
            if values[j] > values[j + 1]:
                values[j], values[j + 1] = values[j + 1], values[j]
    return values

def prefix(n):
    out = [0] * n
    for i in range(1, n):
        out[i] = out[i - 1] + i % 7
    return out[-1]

def reverse_chunks(values, k):
    out = []
    for i in range(0, len(values), k):
        out.extend(values[i:i + k][::-1])
    return out

numbers = [(i * 7919) % 1000 for i in range(1700)]
chunked = list(range(50000))
for k in range(2, 40):
    chunked = reverse_chunks(chunked, k)
print(sieve(3500000), bubble(numbers)[:5], prefix(2000000), chunked[12345])
