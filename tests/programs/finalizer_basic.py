# __del__ runs the moment the last reference goes.
class Res:
    def __init__(self, name, log):
        self.name = name
        self.log = log
    def __del__(self):
        self.log.append(self.name)
log = []
a = Res("a", log)
b = a
a = None
still = list(log)
b = Res("b", log)
now = list(log)
box = [b, Res("c", log)]
b = None
box.pop(0)
box = []
print(still, now, log)
