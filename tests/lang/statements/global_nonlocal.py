# global and nonlocal.
g = 0
def bump():
    global g, fresh
    g += 1
    fresh = "made by bump"
bump(); bump()
print(g, fresh)

def outer():
    n = 0
    log = []
    def inc(by=1):
        nonlocal n
        n += by
        log.append(n)
        return n
    def reset():
        nonlocal n
        n = 0
    return inc, reset, log
inc, reset, log = outer()
inc(); inc(5); reset(); inc(2)
print(log)

def three():
    x = "three"
    def two():
        def one():
            nonlocal x
            x = "one"
        one()
        return x
    return two(), x
print(three())

def mixed():
    x = "local"
    def inner():
        global x
        x = "global x"
        return x
    return inner(), x
print(mixed(), x)

class A:
    global made_in_class
    made_in_class = 1
    y = made_in_class + 1
print(made_in_class, A.y, hasattr(A, "made_in_class"))

def f():
    v = 1
    class B:
        nonlocal v
        v = 2
        w = v
    return v, B.w, hasattr(B, "v")
print(f())

for code in ("def f():\n x=1\n global x", "def f():\n nonlocal q", "nonlocal z", "def f(a):\n global a", "def f():\n print(y)\n nonlocal y", "def f(a):\n  def g():\n   nonlocal a\n   global a"):
    try:
        compile(code, "<test>", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
def loop_global():
    global i
    for i in range(3): pass
loop_global()
print(i)
def importer():
    global math
    import math
importer()
print(math.floor(2.5))
