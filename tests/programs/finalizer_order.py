# The order in which parts of a container die.
log = []
class P:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        log.append(self.n)
items = [P(1), P(2), P(3)]
items.clear()
pair = (P(4), P(5))
pair = None
table = {"x": P(6), "y": P(7)}
del table
class Holder:
    pass
h = Holder()
h.one = P(8)
h.two = P(9)
del h
def local():
    a = P(10)
    b = P(11)
    return None
local()
print(log)
