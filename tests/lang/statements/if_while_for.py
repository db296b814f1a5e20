# Control flow: if, while, for, break, continue, else.
def sign(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"
print([sign(n) for n in (-3, 0, 4, 40)])

n = 10
while n:
    n -= 1
    if n % 2:
        continue
    if n == 2:
        break
    print(n, end=" ")
else:
    print("never")
print("stopped at", n)
while n < 4:
    n += 1
else:
    print("while-else", n)
for i in []:
    pass
else:
    print("empty for-else")
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == 1:
            continue
        print((i, j), end=" ")
    else:
        print("no")
print()
for i, (a, *b) in enumerate([(1, 2, 3), "xyz"]):
    print(i, a, b)
d = {}
for d["key"] in range(3):
    print(d)
for x in (y for y in "abc"):
    pass
print(x)
L = [1, 2, 3]
for x in L:
    if len(L) < 6:
        L.append(x * 10)
print(L)
try:
    s = {1, 2, 3}
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)
try:
    d = {1: 1}
    for k in d:
        d[k + 1] = 0
except RuntimeError as e:
    print(e)
try:
    d = {1: 1, 2: 2}
    for k in d:
        del d[k]
except RuntimeError as e:
    print(e)
try:
    for x in 5: pass
except TypeError as e:
    print(e)
if [] or {} or () or "" or 0 or 0.0 or None or set() or range(0):
    print("truthy")
else:
    print("all falsy")
k = 0
while True:
    k += 1
    try:
        if k < 3:
            continue
        break
    finally:
        print("finally", k)
