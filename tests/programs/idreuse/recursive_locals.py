# Does the second object get the place of the first?
def f(n):
    x = [n]
    return [id(x)] + (f(n - 1) if n else [])
a = f(3)
print(len(set(a)))
b = f(3)
print(len(set(b)), sorted(a) == sorted(b))
