# Formatting makes new strings and calls the objects' methods.
class Name:
    def __init__(self, n):
        self.n = n
    def __str__(self):
        s = "<" + self.n + ">"
        return s
    def __format__(self, spec):
        kept = spec
        return kept + self.n
n = Name("x")
a = str(n)
b = f"{n:spec}"
c = "{} {!s}".format(n, n)
d = "%s" % n
e = f"{a}"
same = e is a
parts = [a, b, c, d]
n = None
print(parts, same)
