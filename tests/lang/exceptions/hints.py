# Error texts with suggestions are added when the traceback is printed, not to the exception's text.
import sys
class P:
    def __init__(self): self.colour = 1; self.size = 2
    def method(self): pass
def texts():
    yield lambda: P().color
    yield lambda: P().methd()
    yield lambda: prnt("x")
    yield lambda: [].appendd(1)
    yield lambda: "".uper()
    yield lambda: lenght([1])
    yield lambda: sys.exot()
    yield lambda: {}.iteritems()
    yield lambda: None.append
    yield lambda: zzzzqqqq
for f in texts():
    try: f()
    except (AttributeError, NameError) as e: print(type(e).__name__, e, "| name:", e.name)
def local():
    value = 1
    return vlaue
try: local()
except NameError as e: print(e, e.name)
for code in ("print 'x'", "print x", "exec 'x'", "if x = 5: pass", "if x == 1\n  pass", "for i in range(3) print(i)", "while True\n  pass", "def f()\n  pass", "class A\n  pass", "x = (1, 2", "x = [1, 2", "x = {1: 2", "x = 1)", "x = (1]", "foo(a b)", "a = 1 b = 2", "'abc' = 1", "5 = x", "f() = 1", "a + 1 = 2", "None = 1", "True = 1", "x + = 1", "x =", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "def f(**k, a): pass", "f(a=1, 2)", "f(**k, *a)", "f(a=1, a=2)", "return 1", "yield 1", "break", "continue", "lambda: (yield)", "import", "from x import", "from x import *, y", "import a.b as", "del f()", "del 1", "else: pass", "elif x: pass", "try: pass", "except: pass", "try:\n  pass\nexcept:\n  pass\nexcept ValueError:\n  pass", "x = 'abc\n", "x = '''abc", "if True:\npass", "  x = 1", "if 1:\n    a\n  b", "if 1:\n\ta\n        b", "a, b += 1", "(a, b): int", "x = *a", "*a = 1", "print(*)", "a ? b : c", "x++", "!x", "a && b", "a || b", "a <> b", "1.e.f", "0123", "1_", "@", "with open('f') as 1: pass", "for 1 in x: pass", "for f() in x: pass", "[x for x in]", "[for x in y]", "{1, 2: 3}", "{1: 2, 3}", "{1:}", "{**a for a in b}", "[*a for a in b]", "(x for x in y, 1)", "f(x for x in y, 1)", "async def f(): yield from x", "await x", "def f():\n  await x", "global x, y = 1", "nonlocal x", "assert", "raise x from", "a if b", "a if b else", "not", "x is is y", "f(a.b=1)", "f(True=1)", "f(1=2)", "def f(1): pass", "def f(None): pass", "class None: pass", "import None", "x.None = 1", "def f(x): global x", "a = b = ", "a : int : str", "\\", "x = \\ y", "é$ = 1", "“quoted”", "print(“hi”)", "x = 5;; y", "def f(:\n pass", "f(**)", "f(*)", "lambda *: 1", "lambda x=1, y: 1", "match x:\n  case 1: pass\n case 2: pass", "'%s' % "):
    try:
        compile(code, "<t>", "exec")
        print("no error:", repr(code))
    except SyntaxError as e:
        print(repr(code), "->", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
