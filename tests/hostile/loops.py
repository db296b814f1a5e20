# Never ends.
n = 0
seen = []
while True:
    n += 1
    if n % 1000 == 0:
        seen.append(n)
        if len(seen) > 5:
            seen.pop(0)
