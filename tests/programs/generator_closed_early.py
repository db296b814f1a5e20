# A generator dropped in the middle lets go of what it held.
class Res:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("release", self.name)
def use(r):
    try:
        yield r
        yield None
    finally:
        print("finally")
res = Res("one")
g = use(res)
got = next(g)
g.close()
g2 = use(res)
del g2
g3 = use(res)
next(g3)
del res, got
g3 = None
print("end")
