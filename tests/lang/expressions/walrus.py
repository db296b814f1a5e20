# Assignment expressions.
if (n := len("hello")) > 3:
    print(n)
data = [1, 2, 3, 4]
print([y for x in data if (y := x * x) > 4], y)
while (chunk := data[:2]):
    print(chunk)
    data = data[2:]
print(a := 1, (b := 2) + a)
def f(x=(c := 7)):
    return x
print(f(), c)
print((t := 1, 2), t)
print([z := 5, z ** 2])
total = 0
print([total := total + v for v in range(5)], total)
print({(k := "key"): (v2 := 3)}, k, v2)
def g():
    [inner := i for i in range(3)]
    return inner
print(g())
def h():
    nonlocal_n = 0
    def add():
        nonlocal nonlocal_n
        return (nonlocal_n := nonlocal_n + 1)
    add(); add()
    return nonlocal_n
print(h())
print((lambda: (q := 5) + q)())
print(any((hit := w).startswith("b") for w in ["apple", "bob", "cat"]), hit)
s = "abc"
print(s[(i := 1)], i)
print(f"{(w := 10):>5} {w}")
for code in ("x := 5", "f(x := 1, y=(z := 2))", "[i := 0 for i in range(3)]", "(a.b := 1)", "(a[0] := 1)", "lambda: x := 1", "def f(a=x := 1): pass", "[[(j := 0) for k in range(5)] for j in range(5)]", "class C:\n  [(m := 1) for i in range(3)]", "(x, y := 1, 2)", "((a, b) := (1, 2))", "[x for x in (y := range(3))]"):
    try:
        compile(code, "<t>", "exec")
        print("ok:", code)
    except SyntaxError as e:
        print(code, "->", e.msg)
