# Attribute methods that ask for the attribute again: how deep, and what the error says.
import sys

sys.setrecursionlimit(100)

class A:
    def __getattr__(self, name):
        global n
        n += 1
        return self.data[name]
class B:
    def __getattr__(self, name):
        global n
        n += 1
        return getattr(self, name + "x")
class C:
    def __getattribute__(self, name):
        global n
        n += 1
        return self.x
class D:
    def __setattr__(self, name, v):
        global n
        n += 1
        self.x = v
class E:
    def __getattribute__(self, name):
        global n
        n += 1
        return getattr(self, name)
class F:
    def __getattr__(self, name):
        global n
        n += 1
        return self.__dict__[name].x + self.y
class G:
    def __getattr__(self, name):
        global n
        n += 1
        try:
            return self.y
        except AttributeError:
            return 5
def run(f):
    global n
    n = 0
    try:
        print(f())
    except RecursionError as e:
        print(n, e)
    except Exception as e:
        print(n, type(e), e)
for _ in range(1):
    for f in (lambda: A().z, lambda: B().z, lambda: C().z, lambda: setattr(D(), "a", 1), lambda: E().z, lambda: F().z, lambda: G().z):
        run(f)
    run(lambda: hasattr(A(), "z"))
    run(lambda: getattr(A(), "z", 5))
