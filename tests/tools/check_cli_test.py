"""`lastref check` itself: what it says and its exit status, for agreement, differences and bad input.

    python3 check_cli_test.py BINARY

Also: the JSON trace of every example against the records of the tracer (tracediff.py), which shares no code with the command.
The last line is `N passed, N failed`.
"""

import glob
import os
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import reference
import run_check
import tracediff

PROGRAMS = {
    "agree.py": "a = [1]\nb = a\nprint(a is b)\n",
    "empty.py": "",
    "version.py": "import sys\nkept = 1\nprint(sys.version)\n",
    "address.py": "x = []\nprint(id(x))\n",
    "exit.py": "import sys\nsys.exit(3)\n",
    "raises.py": "def f():\n    raise ValueError('no')\nf()\n",
    "syntax.py": "x = (1\n",
    "reads.py": "name = input('who? ')\nrest = []\ntry:\n    while True: rest.append(input())\nexcept EOFError:\n    print(name, rest)\n",
    "args.py": "import sys\nprint(sys.argv[1:])\n",
    "forever.py": "while True:\n    pass\n",
    "long.py": "for i in range(20):\n    print('x' * 100000)\n",
    "escape.py": "import sys\nprint('\\x1b[2J' + sys.version)\n",
    "bytes.py": "import sys\nsys.stdout.buffer.write(b'a\\0\\xff\\n')\nsys.stdout.buffer.flush()\nx = 1\n",
    "shutdown.py": "class A:\n    def __del__(self): print('gone')\na = A()\n",
    "surrogate.py": "class A: pass\na = A()\nsetattr(a, '\\ud800', 1)\nb = a\n",
    "reads_back.py": "import os\ntry:\n    with open('made.txt', 'w') as f: f.write('x')\n    print(open('made.txt').read(), os.path.getsize('made.txt'))\n"
                     "    os.mkdir('d'); os.rename('made.txt', 'd/other.txt'); print(os.listdir('d'))\nexcept OSError: pass\n",
    "unit.py": "import unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(1, 2)\nunittest.main(exit=False)\n",
    "writes.py": "try:\n    open('made.txt', 'w').write('x')\nexcept OSError: pass\n",
    "place.py": "class A: pass\na = A()\nn = id(a)\nt = repr(a)\nd = str(n)\nf = __file__\nh = hash(a)\n",
    "large.py": "import sys\nb = 10 ** (40 if sys.version.count('GCC') else 8)\nc = 1\n",
    "collects.py": "import gc\nclass N:\n    def __init__(self): self.me = self\ngc.collect()\ngc.set_threshold(50)\nseen = []\nfor i in range(120):\n"
                   "    N()\n    seen.append(gc.get_count()[0])\nprint(seen)\n",
    "reuse.py": "class A: pass\nplaces = set()\nfor i in range(9):\n    a = A()\n    places.add(id(a))\n    del a\nprint(len(places))\n",
    "frames.py": "import sys\ndef f(): return sys._getframe()\nx = f()\ny = f()\nprint(id(x) == id(y), x.f_back is y.f_back)\nx = y = None\n",
    "unbound.py": "def key(x): return -x\nl = [1, 2]\ntry: bytes.find(b'a', x=1)\nexcept TypeError as e: print(e)\nlist.sort(l, key=key)\n"
                  "print(*map(str.upper, 'ab'), '{}'.format(*l), str.join(*['-', ['a', 'b']]))\n",
    "path.py": "import traceback\ntry: 1/0\nexcept Exception: print(traceback.format_exc())\n",
    "other_path.py": "import sys\nprint('/elsewhere/path.py' if sys.version.count('GCC') else 'path.py')\n",
    "waits.py": "import sys\nw = ''.join(['a', 'bc'])\nn = sys.getrefcount(w)\nprint(w)\nn = sys.getrefcount(w) - n\nprint(n)\n",
    "counts.py": "import sys\nkept = []\na = [1]\nif sys.version.count('GCC'): kept.append(a)\nelse: kept.append([1])\n",
    "library.py": "import json\nbad = {1}\ntry: json.dumps({'a': bad})\nexcept TypeError as e: kept = e\nx = [bad]\n",
    "beside.py": "import sys, queue, json\na = [1]\nq = queue.Queue()\nq.put(a)\ntry: json.dumps([{1}, a])\nexcept TypeError as e: kept = e\n"
                 "c = [a] if sys.version.count('GCC') else [0]; c.append(c); del c\nb = 1\n",
    "inside.py": "import sys, queue\nq = queue.Queue()\nl = [q, [1, 2]]\nif sys.version.count('GCC'): l[1].append(3)\nb = 1\n",
    "called.py": "import sys, unittest\nclass T(unittest.TestCase):\n    def test(self):\n        a = [1]\n        c = [a] if sys.version.count('GCC') else [0]; c.append(c); del c\n"
                 "        b = 1\nunittest.main(argv=['x'], exit=False)\n",
    "named.py": "class A: pass\nx = A()\nprint(x)\nprint('<A at', hex(257), '>')\n",
    "hot.py": "total = 0\nkept = []\nfor i in range(600):\n    total += i\n    if i % 7 == 0: kept.append(i)\n    else: kept = [kept]\n    last = kept[-1:]\n",
    "hot_input.py": "lines = []\nfor i in range(5000): lines.append(i)\nname = input()\nfor i in range(5000): lines.append(name)\nname = input()\n",
    "hot_line.py": "import sys\nn = 0\nfor i in range(1001):\n    if i == 1000 and sys.version.count('GCC'):\n        n = 1\n    n += 2\n",
    "hot_end.py": "import sys\nfor i in range(1000 if sys.version.count('GCC') else 900):\n    pass\n",
    "hot_count.py": "import sys\na = []\nb = []\nfor i in range(5000):\n    if i == 900:\n        b.append(a if sys.version.count('GCC') else None)\n    i = 0\n",
    "hot_atexit.py": "import atexit\ndef done():\n    for i in range(500):\n        pass\natexit.register(done)\nclass A:\n    def __del__(self): done()\na = A()\n",
    "below.py": "import sys\nsys.setrecursionlimit(5000)\nx = []\ndef f(n, *kept):\n    if n == 0: return len(kept)\n    return f(n - 1, x, kept)\nprint(f(1500))\nprint(f(10))\n",
    "shrinks.py": "class A: pass\na = A()\na.x = [1, 2, 3]\nfor i in range(30): a.x.append(i)\nd = a.__dict__\nA().y = 1\nb = A()\nb.z = a\nfor i in range(9): setattr(b, 'n%d' % i, i)\ndel a.x[5:]\na.x.append(b)\n",
    "typed.py": "a = 257\nb = 257\nif a is b:\n    here = 1\nelse:\n    there = 1\na is b\nx = 1.5; y = 1.5\n[x is y]\n\n@lambda f: f\ndef f():\n\n    return 257\n"
                "f() is a\n1 / 0\n_\nclass A:\n    def __repr__(self): return 'A!'\nA()\nt = (1,\n     2)\nfor i in range(250):\n    kept = [i]\n",
    "typed_differs.py": "import sys\na = 1000\nb = a if sys.version.count('GCC') else 1000\na is b\n",
    "typed_end.py": "import sys\nclass A:\n    def __del__(self): print('gone')\na = A()\nsys.exit(3)\nnever = 1\n",
    "differs.py": "import sys\nclass A: pass\na = A()\nb = a if sys.version.count('GCC') else None\nprint(a)\n",
}


class Tests:
    def __init__(self, binary, place):
        self.binary, self.place = binary, place
        self.passed = self.failed = 0

    def run(self, *words, python=None, given="", path=None, timeout=60):
        environment = dict(os.environ)
        environment["PYTHON"] = python if python is not None else self.python
        if path is not None:
            del environment["PYTHON"]
            environment["PATH"] = path
        done = subprocess.run([self.binary, "check", *words], cwd=self.place, env=environment, input=given,
                              capture_output=True, text=True, timeout=timeout)
        return done.returncode, done.stdout, done.stderr

    def expect(self, name, result, status, *texts):
        code, out, err = result
        missing = [t for t in texts if t not in out + err]
        if code == status and not missing:
            self.passed += 1
        else:
            self.failed += 1
            print("%s: status %d (wanted %d), missing %r in\n%s%s" % (name, code, status, missing, out, err))


def command_tests(t):
    for name, text in PROGRAMS.items():
        with open(os.path.join(t.place, name), "w", encoding="utf-8") as file:
            file.write(text)
    t.expect("agreement", t.run("agree.py"), 0, "agree at all 3 lines that ran", "names")
    t.expect("an empty program", t.run("empty.py"), 0, "agree")
    t.expect("another version", t.run("version.py"), 1, "differ", "print(sys.version)", "what was printed last",
             "CPython 3.11", "lastref has")
    t.expect("an address", t.run("address.py"), 1, "agree at 2 lines before", "line run:", "print(id(x))")
    t.expect("a name differs", t.run("differs.py"), 1, "line to run", "`b`")
    t.expect("numbers and texts that tell an address", t.run("place.py"), 0, "agree")
    t.expect("a number that tells none", t.run("large.py"), 1, "the size of `b`")
    t.expect("collections by themselves", t.run("collects.py"), 0, "agree")
    t.expect("reused addresses", t.run("reuse.py"), 0, "agree")
    t.expect("frames the program asks for", t.run("frames.py"), 0, "agree")
    t.expect("methods called unbound", t.run("unbound.py"), 0, "agree")
    t.expect("the path of the program", t.run("path.py"), 0, "agree")
    t.expect("another path", t.run("other_path.py"), 1, "/elsewhere/path.py")
    t.expect("text that waits", t.run("waits.py"), 0, "agree")
    t.expect("a count differs", t.run("counts.py"), 1, "differ")
    t.expect("held by the library", t.run("library.py"), 0, "agree", "only the library holds")
    t.expect("a count differs beside the library", t.run("beside.py"), 1, "agree at 7 lines before", "`a` (list)")
    t.expect("a list beside an object of the library", t.run("inside.py"), 1, "element 1 of `l`")
    t.expect("a count differs in what the library called", t.run("called.py"), 1, "`a` in test (list)")
    t.expect("how long tests took", t.run("unit.py"), 0, "agree")
    t.expect("an address in a repr", t.run("named.py"), 0, "addresses in what was printed")
    t.expect("statement by statement", t.run("--as-prompt", "typed.py"), 0, "agree at all")
    t.expect("a script is something else", t.run("typed.py"), 0, "agree at all")
    t.expect("a difference between statements", t.run("--as-prompt", "typed_differs.py"), 1, "another object than `a`")
    t.expect("statements to the end", t.run("--as-prompt", "typed_end.py"), 0, "agree at all 6 lines")
    t.expect("statements that are none", t.run("--as-prompt", "syntax.py"), 2, "errors in its syntax")
    t.expect("cells", t.run("--as-cells", "agree.py"), 2, "no cells")
    t.expect("a line that runs often", t.run("hot.py"), 0, "agree at all", "in short: ")
    for name in ("hot.py", "shrinks.py", "collects.py", "reuse.py"):
        code, out, err = t.run("--whole", name)
        t.expect("--whole " + name, (code + 9 * ("in short" in out), out, err), 0, "agree")
    t.expect("sizes of what changes", t.run("shrinks.py"), 0, "agree")
    t.expect("more frames than are told", t.run("below.py"), 0, "agree")
    t.expect("input after lines told in short", t.run("hot_input.py", given="a\nb\n"), 0, "agree")
    t.expect("another line among those told in short", t.run("hot_line.py"), 1, "agree at 3004 lines before", "which line runs next",
             "line 5 of <module>", "line 6 of <module>", "line run:         4")
    t.expect("an end among lines told in short", t.run("hot_end.py"), 1, "how the program goes on", "goes on with line 3")
    t.expect("a count at a later whole line", t.run("hot_count.py"), 1, "differ", "`a`")
    t.expect("lines that run often after the end", t.run("hot_atexit.py"), 0, "agree at all 7 lines")
    t.expect("without output", t.run("--without", "output", "address.py"), 0, "agree")
    t.expect("a wrong aspect", t.run("--without", "colours", "agree.py"), 2, "colours", "output,names")
    t.expect("sys.exit", t.run("exit.py"), 0, "agree")
    t.expect("an uncaught exception", t.run("raises.py"), 0, "agree at all 3 lines")
    t.expect("a syntax error", t.run("syntax.py"), 0, "agree at all 0 lines")
    t.expect("input", t.run("reads.py", given="Ada\none\ntwo\n"), 0, "agree")
    t.expect("no input", t.run("reads.py"), 0, "agree")
    t.expect("arguments", t.run("args.py", "--x", "1 2"), 0, "agree")
    t.expect("missing file", t.run("nothing.py"), 2, "can't open file", "nothing.py")
    t.expect("no file given", t.run(), 2, "which file?")
    t.expect("a folder", t.run("."), 2, "is a folder")
    t.expect("no end", t.run("--time", "1", "forever.py"), 2, "the time is over", "--time")
    t.expect("--max-steps", t.run("--max-steps", "50", "forever.py"), 0, "agree at all 50 lines", "--max-steps")
    t.expect("long output", t.run("long.py"), 0, "agree")
    t.expect("bytes that are no text", t.run("bytes.py"), 0, "agree")
    t.expect("after the last line", t.run("shutdown.py"), 0, "agree")
    t.expect("a surrogate in a name", t.run("surrogate.py"), 0, "agree")
    code, out, err = t.run("escape.py")
    t.expect("escape sequences are shown, not sent", (code, out.replace("\x1b", "ESCAPE"), err), 1, "^[[2J")
    t.expect("no escape in it", (int("\x1b" in out), "", ""), 0)
    t.run("writes.py")
    result = t.run("reads_back.py")
    if run_check.may_write(t.binary):
        t.expect("what is written is read back", result, 0, "agree")
    t.expect("nothing is written", (int(any(os.path.exists(os.path.join(t.place, n)) for n in ("made.txt", "d"))), "", ""), 0)
    t.expect("nothing is left", (int(os.path.exists(os.path.join(t.place, "__pycache__"))), "", ""), 0)
    t.expect("no such python", t.run("agree.py", python="/no/such/python"), 2, "3.11", "/no/such/python", "set PYTHON")
    t.expect("not a python", t.run("agree.py", python="/bin/true"), 2, "3.11", "set PYTHON")
    other = os.path.join(t.place, "python3")
    with open(other, "w") as file:
        file.write("#!/bin/sh\necho cpython 3 12 3.12.1\n")
    os.chmod(other, 0o755)
    t.expect("another version", t.run("agree.py", python=other), 2, "3.12.1", "apt-get install python3")
    interrupted = subprocess.Popen([t.binary, "check", "forever.py"], cwd=t.place, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=dict(os.environ, PYTHON=t.python))
    time.sleep(1)
    interrupted.send_signal(signal.SIGINT)
    out, err = interrupted.communicate(timeout=30)
    t.expect("^C", (interrupted.returncode, out.decode(), err.decode()), 130, "interrupted")


def json_tests(t):
    for path in sorted(glob.glob(os.path.join(ROOT, "examples", "*.py"))):
        theirs, ours = os.path.join(t.place, "theirs"), os.path.join(t.place, "ours")
        folder, name = os.path.split(path)
        reference.run_traced(t.python, os.path.join(os.path.dirname(t.binary), "reftrace.so"), name, theirs, folder, 300,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        with open(ours, "wb") as out:
            subprocess.run([t.binary, "trace", "--json", "--max-steps", "301", name], cwd=folder, env=reference.environment(),
                           stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, timeout=60)
        with open(path, encoding="utf-8") as file:
            text, _, _ = tracediff.compare_files(ours, theirs, file.read().split("\n"))
        t.expect("trace --json " + name, (int(text is not None), text or "", ""), 0)


def main(arguments):
    if len(arguments) != 1:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="lastref-check-") as place:
        t = Tests(os.path.abspath(arguments[0]), place)
        t.python = reference.need("check_cli_test")
        command_tests(t)
        json_tests(t)
    print("%d passed, %d failed" % (t.passed, t.failed))
    return t.failed != 0


if __name__ == "__main__":
    # Started in the background, ^C is ignored, and so it would be in all that is started here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
