# Annotations of variables, parameters, attributes.
x: int = 5
y: "not evaluated as text"
z: print("evaluated at module level") = 1
print(__annotations__)
try:
    y
except NameError as e:
    print(e)
def f(a: int, b: "text" = 2, *args: tuple, c: list[int] = None, **kw: dict) -> str:
    local: undefined_name_not_evaluated = 3
    only: int
    return local
print(f.__annotations__, f(1))
class C:
    a: int
    b: str = "b"
    def m(self) -> "C": ...
    c: list
print(C.__annotations__, hasattr(C, "a"), C.b)
class D(C):
    pass
print(D.__annotations__ is C.__annotations__, "__annotations__" in D.__dict__)
def g():
    try:
        v: int
        v
    except UnboundLocalError as e:
        print(e)
g()
o = C()
o.attr: int = 7
L = [0]
L[0]: int = 8
(paren): int = 9
print(o.attr, L, paren, "paren" in __annotations__)
(lambda: 0).__annotations__["k"] = 1
print((lambda q: 0).__annotations__)
f.__annotations__["new"] = 1
print(sorted(f.__annotations__))
print(list[int], dict[str, int], tuple[int, ...], int | str, int | None, type(int | str).__name__, list[int].__origin__, list[int].__args__)
print(isinstance(5, int | str), isinstance("s", (int, str)), isinstance(None, int | None))
for code in ("x, y: int = 1, 2", "f(): int", "[a]: int", "x: int: str", "def f():\n  global g1\n  g1: int = 1", "(a, b): int"):
    try:
        compile(code, "<t>", "exec")
        print("ok")
    except SyntaxError as e:
        print(code.split("\n")[0], "->", e.msg)
