"""Runs programs statement by statement and cell by cell, here and on CPython 3.11, and compares what they print.

    python3 promptdiff.py LASTREF

The reference for --as-prompt is `python3 -i` with the statements typed into it, a blank line behind each that has several lines; for
--as-cells a script that compiles each cell as one unit whose last expression goes to sys.displayhook. Compared: standard output, the
last line of each error, the exit status. The last line is `N passed, N failed`.
"""

import os
import re
import subprocess
import sys
import tempfile

PROMPT = [
    # each a list of statements as typed
    ["a = 257", "b = 257", "a is b", "print(a is b)"],
    ["a = 257; b = 257", "a is b"],
    ["a = 256", "b = 256", "a is b"],
    ["a = 'wtf'", "b = 'wtf'", "a is b", "a = 'wtf!'", "b = 'wtf!'", "a is b"],
    ["a, b = 'wtf!', 'wtf!'", "a is b"],
    ["a = 1.5", "b = 1.5", "a is b", "x = 1.5; y = 1.5; x is y"],
    ["a = (1, 2)", "b = (1, 2)", "a is b", "a = (1, 2); b = (1, 2); a is b"],
    ["a = 'a' * 20", "b = 'aaaaaaaaaaaaaaaaaaaa'", "a is b", "c = 'a' * 5000", "d = 'a' * 5000", "c is d"],
    ["def f():\n    return 257", "def g():\n    return 257", "f() is f()", "f() is g()"],
    ["def f():\n    x = 257\n    y = 257\n    return x is y", "f()", "257 is f.__code__.co_consts[1]"],
    ["class C:\n    a = 257\n    b = 257", "C.a is C.b", "class D:\n    a = 257", "C.a is D.a"],
    ["x = []", "y = x", "x is y", "x == []", "x is []", "id([]) == id([])"],
    ["import sys", "sys.getrefcount(257)", "a = 1000", "sys.getrefcount(a)", "b = a", "sys.getrefcount(a)"],
    ["5", "_", "_ + 1", "_", "None", "_", "'text'", "_ * 2"],
    ["1 / 0", "print('on')", "undefined", "int('x')", "print('still on')"],
    ["if True:\n    1\n    'two'\nelse:\n    3", "for i in range(3):\n    i", "while False:\n    pass"],
    ["def d(f):\n    return f", "@d\ndef g(x,\n      y=2):\n    return x + y", "g(1)"],
    ["x = (1,\n     2)", "x", "y = '''a\nb'''", "y", "x = [\n    1,\n]", "x"],
    ["b = = 3", "print('after')", "class C\n    pass", "print('three')", "x = 5 5", "print('four')"],
    ["import sys", "print('before')", "sys.exit(3)", "print('never')"],
    ["try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e)\nfinally:\n    print('done')", "e"],
    ["with open('nothing') as f:\n    pass", "print('after')", "raise SystemExit('bye')"],
    ["a = -5", "b = -5", "a is b", "a = -6", "b = -6", "a is b", "a = 10 ** 3", "b = 1000", "a is b"],
]

CELLS = [
    "a = 257\nb = 257\na is b\n# %%\nc = 257\na is c\n",
    "a = 'wtf!'\n# %%\nb = 'wtf!'\na is b\n# %%\nx = 'wtf!'; y = 'wtf!'\nx is y\n",
    "def f():\n    return 300\n300 is f()\n# %%\nf() is 300\n",
    "1\n2\n3\n# %%\n_\n# %%\nNone\n# %% title\nprint('x')\n'shown'\n",
    "1 / 0\nprint('never')\n# %%\nprint('next')\n5\n",
    "x = (\n# %%\nprint('after the faulty cell')\n# %%\nx = 1\nx\n",
    "for i in range(2):\n    i\n# %%\nif True:\n    7\n# %%\n'end'\n",
    "import sys\nbig = 12345\nsys.getrefcount(big)\n# %%\nsys.getrefcount(big)\n# %%\nother = big\nsys.getrefcount(other)\n",
    "'a docstring is a value'\n# %%\nx: int = 5\n__annotations__\n#%%\n(1, 2) is (1, 2)\n",
    "import sys\nsys.exit(4)\n# %%\nprint('never')\n",
]

CELL_REFERENCE = """
import ast, sys, traceback
text = open(sys.argv[1]).read().split("\\n")
cells, line = [], 0
for i, row in enumerate(text):
    if i and row.startswith(("# %%", "#%%")):
        cells.append((line, text[line:i]))
        line = i
cells.append((line, text[line:]))
names = sys.modules["__main__"].__dict__
show = "__show__"
sys.argv = [sys.argv[1]]
main = {"__name__": "__main__", "__builtins__": __builtins__, show: sys.displayhook}
for before, rows in cells:
    try:
        tree = ast.parse("\\n" * before + "\\n".join(rows) + "\\n", "cells.py")
        if not tree.body:
            continue
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            call = ast.Call(ast.Name(show, ast.Load()), [last.value], [])
            tree.body[-1] = ast.copy_location(ast.Expr(call), last)
            ast.fix_missing_locations(tree)
        if any(isinstance(s, ast.AnnAssign) for s in tree.body):
            main.setdefault("__annotations__", {})
        exec(compile(tree, "cells.py", "exec"), main)
    except SystemExit:
        raise
    except BaseException:
        traceback.print_exc()
"""


def errors(text):
    """The lines that name an exception."""
    return [line.removeprefix(">>> ") for line in re.sub(r"(>>> |\.\.\. )+", "", text).split("\n") if re.match(r"\w*(Error|Exit|Exception)\b", line.split(">>> ")[-1])]


def run(command, text=None):
    p = subprocess.run(command, input=text, capture_output=True, text=True, timeout=120, env=dict(os.environ, PYTHONHASHSEED="0"))
    return p.stdout, errors(p.stderr), p.returncode


def main():
    lastref = os.path.abspath(sys.argv[1])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cells.py")
        reference = os.path.join(folder, "reference.py")
        with open(reference, "w") as f:
            f.write(CELL_REFERENCE)
        jobs = [("prompt", statements) for statements in PROMPT] + [("cells", text) for text in CELLS]
        for kind, what in jobs:
            text = what if kind == "cells" else "\n".join(what) + "\n"
            with open(path, "w") as f:
                f.write(text)
            if kind == "cells":
                want = run([sys.executable, "-W", "ignore", reference, path])
            else:
                typed = "".join(s + ("\n\n" if "\n" in s else "\n") for s in what)
                want = run([sys.executable, "-W", "ignore", "-i", "-q"], typed)
            got = run([lastref, "run", "--as-" + kind, path])
            got = (got[0], [e for e in got[1] if not e.startswith("SyntaxWarning")], got[2])
            if want == got:
                passed += 1
            else:
                failed += 1
                print(f"--- {kind}\n{text}CPython: {want}\nlastref: {got}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
