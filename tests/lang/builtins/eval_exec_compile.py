# eval, exec, compile and their namespaces.
x = 10
print(eval("x + 1"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 1 + 1 "), eval("[i for i in range(x)]", {"x": 3}), eval("(lambda q: q * 2)(4)"))
exec("y = x * 2\nprint('in exec', y)"); print(y)
ns = {}; exec("a = 1\ndef f(): return a + 1\nclass C: v = a", ns); print(ns["f"](), ns["C"].v, sorted(k for k in ns if k != "__builtins__"), "__builtins__" in ns)
g, l = {}, {}; exec("global q; q = 1; r = 2", g, l); print(g["q"], l)
def local():
    v = 1
    exec("v = 2; w = 3")
    print(v, "w" in locals())
    d = {}
    exec("w = v + 1", {"v": v}, d)
    return d, eval("v + 1")
print(local())
c = compile("1 + 2", "<c>", "eval"); print(eval(c), c.co_filename, c.co_name)
c = compile("z = 5", "<c>", "exec"); exec(c); print(z, eval(compile("z", "f", "eval")))
c = compile("1 + 1\n", "<s>", "single"); exec(c)
exec(compile("'shown'; None; 5", "<s>", "single"))
print(exec("5"), eval("print('side')"), eval("None"))
for f in (lambda: eval("x ="), lambda: eval("x = 1"), lambda: eval(""), lambda: exec("x x"), lambda: eval("import os"), lambda: compile("1", "f", "wrong"), lambda: eval(5), lambda: exec(5), lambda: eval("undefined_zz"), lambda: eval("1/0"), lambda: eval("x", 5), lambda: eval("x", {}, 5), lambda: exec("raise KeyError('k')"), lambda: eval("1\n2"), lambda: compile("a b", "f", "eval"), lambda: eval("x", {"__builtins__": {}}), lambda: eval("len([1])", {"__builtins__": {}}), lambda: eval("(yield)"), lambda: exec("def f():\n  return\n x"), lambda: compile("x\0y", "f", "exec")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class M(dict):
    def __missing__(self, k): return "<" + k + ">"
print(eval("a + b", {}, M(a="A")))
exec("for i in range(2):\n  print('loop', i)\nelse:\n  print('done')")
def fns():
    exec("def inner(n): return n * 3", globals()); return inner(4)
print(fns(), inner.__module__, inner.__code__.co_filename)
code = compile("def g(n):\n    return n / 0\n", "virtual.py", "exec"); exec(code)
try: g(1)
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_frame.f_code.co_filename, e.__traceback__.tb_next.tb_lineno)
exec("x = 'rebound'"); print(x); eval("globals().update(newvar=1)"); print(newvar)
src = "total = 0\nfor k in range(5):\n    if k % 2: continue\n    total += k\n"
e = {}; exec(src, e); print(e["total"], e["k"]); print(eval("total", e))
print(__import__("math").pi, eval("__name__"), eval("__import__('math').e"))
print([eval(s) for s in ("0x10", "1_0", "'a' 'b'", "not 1", "1 if 0 else 2", "{**{1: 2}}", "f'{x}'", "...", "(1,)")])
