# stderr: whole
def f(a, b):
    return a(b)

print(f(lambda q: q.nope, 5) + f(1, 2))
