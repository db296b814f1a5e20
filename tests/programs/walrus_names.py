# Names bound inside expressions.
data = [[1], [2], [3]]
if (n := len(data)) > 2:
    first = data[0]
while (item := data.pop()) is not first:
    last = item
found = [y for x in ([4], [5]) if (y := x)]
same = y is found[-1]
total = (z := [6]) + z
print(n, item is first, last, same, total)
