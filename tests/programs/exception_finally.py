# Names while finally runs and overrides.
class Tool:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("del", self.n)
def f(flag):
    t = Tool(flag)
    try:
        if flag == 1:
            raise ValueError
        result = [t]
        return result
    except ValueError:
        return []
    finally:
        last = t
        last = None
a = f(0)
b = f(1)
a.clear()
print(a, b)
