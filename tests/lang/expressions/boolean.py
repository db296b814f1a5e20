# and, or, not, conditional expressions: values and short circuits.
def t(x):
    print("T%s" % x, end=" ")
    return x
print(t(0) or t("") or t("x") or t("never"))
print(t(1) and t([]) and t("never"))
print(t(0) and t(1) or t(2))
print(not t(0), not t(1), not not [])
print(1 or 2 and 0, (1 or 2) and 0, not 1 or 1, not (1 or 1))
print("a" if t(1) else t("never"), t("never") if 0 else "b")
print(1 if 0 else 2 if 0 else 3)
print([] or None, () and 5, "" or 0 or {} or "last")
x = None
print(x or "default", x and x.attr)
class B:
    def __init__(self, v): self.v = v
    def __bool__(self):
        print("bool", end=" ")
        return self.v
print(B(True) and 1, B(False) or 2, not B(True))
class L:
    def __init__(self, n): self.n = n
    def __len__(self):
        print("len", end=" ")
        return self.n
print(bool(L(0)), bool(L(3)), "yes" if L(1) else "no")
class Both(L):
    def __bool__(self): return True
print(bool(Both(0)))
class Bad:
    def __bool__(self): return 5
class Bad2:
    def __len__(self): return -1
class Bad3:
    def __len__(self): return "x"
for c in (Bad, Bad2, Bad3):
    try:
        bool(c())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(True + True, True == 1, isinstance(True, int), int(True), str(True), repr(False), True & 1, True and 1)
print(any([0, "", 5]), all([1, "x", []]), any([]), all([]), any(x > 2 for x in range(5)), all(x < 5 for x in range(5)))
while t(0) or not t(1):
    pass
else:
    print("end")
if (n := 5) and n > 3 and not n == 4:
    print("walrus", n)
