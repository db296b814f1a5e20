# stderr: whole
# The program ends by an error while objects with hostile __del__ are alive.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)
        raise RuntimeError(self.name)


def inner():
    a = Noisy("local")
    b = [a]
    b.append(b)
    1 / 0


kept = Noisy("global")
inner()
