# An object that comes back from the dead, once.
saved = []
class Phoenix:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        saved.append(self)
p = Phoenix("p")
p = None
n = len(saved)
back = saved.pop()
name = back.name
back = None
m = len(saved)
print(n, name, m)
