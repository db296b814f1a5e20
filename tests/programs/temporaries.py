# Temporaries of an expression live until it is done.
def make(x):
    return [x]
def pair(a, b):
    return a is b
data = [1]
r1 = pair(data, data)
r2 = pair(make(data), make(data))
n = len(make(make(data)))
t = make(data)[0]
s = [make(data), make(data)][1][0]
total = sum(len(make(i)) for i in range(3))
same = t is s
print(r1, r2, n, same, total)
