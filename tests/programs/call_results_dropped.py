# Results nobody keeps die at once.
log = []
class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        log.append(self.n)
def make(n):
    t = T(n)
    return t
make(1)
x = make(2)
make(3).n
y = [make(4), make(5)][0]
make(6) and make(7)
x = y
z = make(8) if make(9) else None
z = x = y = None
print(log)
