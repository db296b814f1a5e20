# Scopes in and around class bodies; __class__ cell; decorators on classes.
x = "global"
class A:
    print(x)
    x = "class"
    print(x)
    def m(self): return x
    l = lambda self: x
    comp = [x for _ in [0]]
    first = [y for y in x]
    def default(self, v=x): return v
print(A().m(), A().l(), A.comp, A.first, A().default())
def outer():
    x = "outer"
    class B:
        y = x
        x = "body" if False else x
        def m(self): return x, __class__.__name__
    return B
try:
    print(outer()().m())
except (NameError, UnboundLocalError) as e:
    print(type(e).__name__, e)
def outer2():
    x = "enclosing"
    class B:
        print(x)
        def m(self): return x
    return B
print(outer2()().m())
def deco(*args):
    def wrap(cls):
        print("decorating", cls.__name__, args)
        cls.tag = args
        return cls
    return wrap
@deco(1)
@deco(2, 3)
class D: pass
print(D.tag)
def replace(cls): return "replaced"
@replace
class E: pass
print(E)
class F:
    del_me = 1
    del del_me
    try:
        del_me
    except NameError as e:
        print(e)
    __x = 1
    def get(self): return self.__x
    locals_seen = sorted(k for k in locals() if not k.startswith("__"))
print(F.locals_seen, F().get(), F._F__x)
class G:
    def __init__(self): __class__.count = getattr(__class__, "count", 0) + 1
G(); G(); print(G.count)
class Loop:
    vals = []
    for i in range(3):
        vals.append(i)
    else:
        done = True
    with_while = 0
    while with_while < 3: with_while += 1
    try: 1 / 0
    except ZeroDivisionError: caught = True
print(Loop.vals, Loop.i, Loop.done, Loop.with_while, Loop.caught)
def make(n):
    class Made:
        value = n
        def get(self): return n
    return Made
print(make(1)().get(), make(2).value, make(1) is make(1), make(3).__qualname__)
class Ret:
    try:
        exec("return 1")
    except SyntaxError as e:
        print(e.msg)
class Nested:
    a = 1
    class In:
        try: b = a
        except NameError as e: print(e)
class Docs:
    "first"
    "second"
print(Docs.__doc__, A.__doc__)
