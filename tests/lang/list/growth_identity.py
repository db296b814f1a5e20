# Lists change in place; what makes a new list and what does not.
L = [1, 2, 3]
i = id(L)
L.append(4); L += [5]; L *= 2; L.sort(); L[:] = [7]; L.extend([8]); L.insert(0, 6); L.reverse(); del L[0]
print(id(L) == i, L)
M = L + []
print(M is L, L[:] is L, list(L) is L, L.copy() is L, (L * 1) is L)
inner = [0]
rows = [inner] * 3
rows[0].append(1)
print(rows, rows[0] is rows[2])
deep = [inner[:] for _ in range(3)]
deep[0].append(2)
print(deep)
t = ([1],)
t[0].append(2)
print(t)
def default(x, acc=[]):
    acc.append(x)
    return acc
print(default(1), default(2), default(3, []), default(4))
L = [1, 2, 3, 4]
for x in L:
    L.remove(x)
print(L)
L = list(range(5))
for i in reversed(range(len(L))):
    if L[i] % 2:
        del L[i]
print(L)
L = [1, 2, 3]
L.extend(L)
print(L)
L[1:1] = L
print(L)
L[::2] = L[::2][::-1]
print(L)
a, b = [1], [1]
print(a == b, a is b, [a] == [b], a in [b], [a].index(b))
a.append(b); b.append(a)
try:
    a == b
except RecursionError as e:
    print("RecursionError", e)
print(a)
