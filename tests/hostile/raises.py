# Raises where nobody can catch it: when an object dies, and when it is shown.
class Angry:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        raise ValueError("del %d" % self.n)

    def __repr__(self):
        raise ValueError("repr %d" % self.n)


n = 0
kept = None
while True:
    n += 1
    kept = Angry(n)
    try:
        print(kept)
    except ValueError as error:
        text = str(error)
