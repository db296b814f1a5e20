# Methods bound to names, attribute access on literals, nested attribute chains.
append = (items := []).append
for i in range(3):
    append(i)
print(items, append.__self__ is items, append.__name__)
print("abc".upper().lower().title(), [3, 1, 2].copy()[0], (5).bit_length(), 5 .real, 1.5.is_integer(), {}.get("x", "dflt"))
upper = str.upper
print(upper("x"), list(map(str.strip, [" a ", "b "])), int.__add__(1, 2), (1).__add__(2), (1).__add__(2.5))
print(list.append.__name__, type(list.append).__name__, type([].append).__name__, type("".join).__name__, type(len).__name__)
class A:
    x = 1
    def m(self): return self.x
a = A()
m = a.m
a.x = 9
print(m(), m.__self__ is a, m.__func__ is A.m, a.m is a.m, a.m == a.m, m.__name__)
print(repr(A.m).split(" at ")[0], repr(m).split(" object at ")[0])
print(repr(len), repr([].append).split(" at ")[0], repr(list.append), repr(str.upper), repr(int.__add__))
for f in (lambda: (5).foo, lambda: "x".foo, lambda: [].push, lambda: None.x, lambda: A.nope, lambda: a.nope, lambda: len.x, lambda: (lambda: 0).x, lambda: list.append(1, 2), lambda: str.upper(5), lambda: int.__add__("a", 1)):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
for f in (lambda: setattr(5, "x", 1), lambda: setattr([], "x", 1), lambda: setattr(len, "x", 1), lambda: setattr(int, "x", 1), lambda: setattr(object(), "x", 1), lambda: setattr("s", "upper", 1), lambda: setattr(None, "x", 1)):
    try:
        f()
        print("no error")
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
