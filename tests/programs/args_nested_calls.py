# Calls inside calls: every frame holds its own references.
def one(x):
    a = x
    return two(a)
def two(x):
    b = [x]
    r = three(b)
    return r
def three(x):
    c = (x, x)
    return c
start = {"k": 1}
result = one(start)
deep = result[0][0]
result = None
print(deep is start)
