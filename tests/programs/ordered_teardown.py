# Names let go in the order in which a function made them.
log = []
class D:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        log.append(self.n)
def f(a, b):
    c = D("c")
    def inner():
        return e
    d = D("d")
    e = D("e")
    a = None
    return 1
f(D("a"), D("b"))
mid = list(log)
def g():
    x = D("x")
    x = D("y")
    del x
    z = D("z")
    raise KeyError(z)
try:
    g()
except KeyError as err:
    n = len(log)
print(mid, log, n)
