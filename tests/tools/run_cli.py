"""What `lastref` does without a screen with what may go wrong: bad files, bad programs, ^C. Compared with python3 where it can be.

    python3 tests/tools/run_cli.py BINARY

The last line is `N passed, N failed`.
"""
import concurrent.futures
import multiprocessing
import os
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time

import fuzz_keys

BINARY = os.path.abspath(sys.argv[1])
PYTHON = os.environ.get("PYTHON") or "/usr/bin/python3"
ENV = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {"PYTHONHASHSEED": "0"}
HOSTILE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "hostile")
passed, failed = 0, 0


def check(name, ok, *details):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print(f"{name}: failed", *(repr(d)[:600] for d in details))


def run(*args, text=b"", timeout=120):
    return subprocess.run([BINARY, *args], input=text, capture_output=True, timeout=timeout, env=ENV)


def write(name, data):
    with open(name, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return name


def same_as_python(name, path, text=b""):
    """Same output, same standard error, same status."""
    have = run("run", path, text=text)
    want = subprocess.run([PYTHON, path], input=text, capture_output=True, timeout=120, env=ENV)
    plain = lambda r: (r.stdout, re.sub(rb"0x[0-9a-f]+", b"0x", r.stderr), r.returncode)
    same = plain(have) == plain(want)
    check(name, same, have.stdout[-200:], have.stderr[-300:], have.returncode, want.stdout[-200:], want.stderr[-300:], want.returncode)


def refused(name, status, words, *args):
    """A clear error on one line of standard error, and the status."""
    r = run(*args)
    check(name, r.returncode == status and words in r.stderr and not r.stdout, r.returncode, r.stderr)


# ---- files ----


def bad_files():
    for command in (["run"], ["trace"]):
        what = " ".join(command)
        refused(f"{what}: missing file", 2, b"No such file or directory", *command, "missing.py")
        os.makedirs("folder", exist_ok=True)
        refused(f"{what}: a folder", 2, b"is a folder", *command, "folder")
    locked = write("locked.py", "print(1)\n")
    os.chmod(locked, 0)
    if os.geteuid() != 0:
        refused("unreadable", 2, b"Permission denied", "run", locked)
    else:  # for root a file without permissions is readable: so is a program
        check("unreadable, for root", run("run", locked).stdout == b"1\n")
    refused("no file", 2, b"which file?", "run")
    refused("unknown option", 2, b"no option", "--nonsense")
    refused("nearly an option", 2, b"did you mean `--memory`?", "--memroy", "8", "x.py")
    refused("no such file", 2, b"can't open file 'missing.py'", "missing.py")
    refused("nearly a command", 2, b"did you mean `lastref check`?", "chek", "x.py")
    refused("help, as other tools have it", 2, b"did you mean `lastref --help`?", "help")
    refused("no commands file", 2, b"cannot read the commands", "-x", "missing", write("ok.py", "pass\n"))
    check("help", run("--help").returncode == 0)
    check("version", re.match(rb"lastref \d", run("--version").stdout))


SOURCES = {
    "empty": b"",
    "only a comment": b"# nothing\n",
    "no newline at the end": b"print(1)",
    "CRLF": b"x = 1\r\nif x:\r\n    print('a\\\r\nb')\r\n",
    "lone CR": b"x = 1\rprint(x)\r",
    "a BOM": b"\xef\xbb\xbfprint('bom')\n",
    "a BOM and a cookie": b"\xef\xbb\xbf# coding: utf-8\nprint('bom')\n",
    "latin-1 cookie": b"# -*- coding: latin-1 -*-\nprint('caf\xe9', len('\xe9'))\n",
    "not UTF-8": b"print('caf\xe9')\n",
    "unknown cookie": b"# coding: nonsense\nprint(1)\n",
    "unclosed parenthesis": b"x = (1,\n     2\nprint(x)\n",
    "unclosed string": b"x = 'abc\n",
    "bad indent": b"if 1:\n    a = 1\n   b = 2\n",
    "tabs and blanks": b"if 1:\n        a = 1\n\tb = 2\n",
    "missing colon": b"def f()\n    pass\n",
    "return outside": b"return 1\n",
    "assignment to a call": b"f() = 1\n",
    "keyword": b"class = 1\n",
    "unicode operator": "x = 3 × 4\n".encode(),
    "caret under wide text": "名前 = 1 +\n".encode(),
    "10,000 nested parentheses": b"x = " + b"(" * 10000 + b")" * 10000 + b"\n",
    "150 nested parentheses": b"x = " + b"(" * 150 + b"1" + b")" * 150 + b"\nprint(x)\n",
    "exit status": b"import sys\nprint('a')\nsys.exit(7)\n",
    "exit message": b"import sys\nsys.exit('bye')\n",
    "exception": b"print('before')\n1 / 0\n",
    "recursion": b"def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    print(e)\n",
    "raises in __del__": b"class A:\n    def __del__(self):\n        1 / 0\na = A()\ndel a\nprint('on')\n",
    "raises in __repr__": b"class A:\n    def __repr__(self):\n        1 / 0\ntry:\n    print([A()])\nexcept ZeroDivisionError as e:\n    print(e)\n",
    "mutates while sorting": b"a = [3, 1, 2]\ndef key(x):\n    a.append(x)\n    return x\ntry:\n    a.sort(key=key)\nexcept ValueError as e:\n    print(e)\n",
    "deletes what it iterates": b"a = list(range(10))\nfor x in a:\n    del a[0]\nprint(a)\nd = dict.fromkeys(range(5))\ntry:\n    for k in d:\n        del d[k]\nexcept RuntimeError as e:\n    print(e)\n",
    "escape sequences": b"print('\\x1b[2J\\x1b]0;title\\x07\\x9b31m')\n",
    "to both streams": b"import sys\nfor i in range(3):\n    print(i)\n    print(-i, file=sys.stderr)\n",
}


def sources():
    for name, text in SOURCES.items():
        path = write(re.sub(r"\W", "_", name) + ".py", text)
        same_as_python(name, path)
    # No program at all: a clear error. (CPython words it by the first line it cannot read.)
    for name, data in {"binary": bytes(range(1, 256)) * 4, "a NUL": b"x = '\0'\n", "an executable": b"\x7fELF\x02\x01\x01\0\0"}.items():
        r = run("run", write("no_program.py", data))
        check(name, r.returncode == 1 and b"SyntaxError: " in r.stderr and not r.stdout, r.returncode, r.stderr)
    same_as_python("50,000 lines", write("long.py", "x = 0\n" + "x += 1\n" * 50000 + "print(x)\n"))
    same_as_python("one line of 1 MB", write("wide.py", "x = [" + "1, " * 349000 + "]\nprint(len(x))\n"))
    same_as_python("a string of 1 MB", write("text.py", "x = '" + "a" * (1 << 20) + "'\nprint(len(x))\n"))
    same_as_python("input", write("ask.py", "a = input('? ')\nprint(a)\nb = input()\n"), b"one\n")


# ---- programs that never end ----

ENDLESS = {
    "an empty loop": "while True: pass\n",
    "a loop": "i = 0\nwhile True:\n    i += 1\n",
    "sum of endless": "import itertools\nsum(itertools.repeat(1))\n",
    "membership in endless": "import itertools\nprint('begun')\n-1 in itertools.count()\n",
    "a huge power": "x = 7 ** (10 ** 8)\n",
    "map over endless": "import collections, itertools\ncollections.deque(map(lambda v: v, itertools.count()), 0)\n",
    "zip of endless": "import itertools\nfor _ in zip(map(str, itertools.count()), itertools.repeat(2)): pass\n",
    "sleep": "import time\nprint('begun')\ntime.sleep(100)\n",
    "input": "input('? ')\n",
    "a list": "a = []\nwhile True: a.append(a)\n",
    "a match": "import re\nre.match('(a*)*b', 'a' * 60)\n",
}


def interrupted(command, path, after=0.6):
    p = subprocess.Popen([*command, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV)
    time.sleep(after)
    began = time.monotonic()
    p.send_signal(signal.SIGINT)
    try:
        out, err = p.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        p.kill()
        p.communicate()
        return None, None, None, None
    return p.returncode, out, err, time.monotonic() - began


def interrupts():
    for name, text in ENDLESS.items():
        path = write("endless.py", text)
        status, out, err, took = interrupted([BINARY, "run"], path)
        # By the signal, with a traceback, and soon: under the sanitizers and on a busy machine that is a matter of seconds.
        ok = status == -signal.SIGINT and err and err.startswith(b"Traceback") and err.endswith(b"\nKeyboardInterrupt\n")
        check(f"^C in {name}", ok and took < 10, status, out, err, took)
        if name in ("sleep", "membership in endless"):
            check(f"output before ^C in {name}", out == b"begun\n", out)
    path = write(
        "handles.py",
        "import itertools\ntry:\n    sum(itertools.repeat(1))\nexcept KeyboardInterrupt:\n    print('caught')\nfinally:\n    print('finally')\nprint('on')\n",
    )
    status, out, err, took = interrupted([BINARY, "run"], path)
    check("^C that is handled", status == 0 and out == b"caught\nfinally\non\n" and err == b"", status, out, err)


class LineMode:
    """The debugger's commands through a pipe; ask() returns what is said and how long it took after ^C, or as a whole."""

    def __init__(self, *args):
        self.process = subprocess.Popen([BINARY, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=ENV)
        self.asked = 0

    def ask(self, command, stop_after=None, prefix=""):
        self.asked += 1
        end = f"there is no command `{'z' * self.asked}`; `help` lists them all\n".encode()
        self.process.stdin.write(f"{prefix}{command}\n{prefix}{'z' * self.asked}\n".encode())
        self.process.stdin.flush()
        if stop_after is not None:
            time.sleep(stop_after)
            self.process.send_signal(signal.SIGINT)
        began, said = time.monotonic(), b""
        while not said.endswith(end):
            ready, _, _ = select.select([self.process.stdout], [], [], 30)
            more = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not more:
                self.process.kill()
                return said.decode(errors="replace") + "\n(it does not answer)", 99
            said += more
        return said.decode(errors="replace"), time.monotonic() - began

    def close(self):
        out, _ = self.process.communicate(timeout=30)
        return self.process.returncode, out


LOOP = "import re\nx = 1\ny = 2\na = 'a' * 40\nwhile x:\n    y += 1\nz = 3\n"
STOPPED = "stopped before line"
NO_ANSWER = "no answer within 2 seconds: the question was given up, nothing has changed"
# Each without an end; ^C stops it, and this is said.
STOPPABLE = [
    ("run", STOPPED), ("goto line 7", STOPPED), ("goto 50%", "stopped before the end was known: this is 50% of the "), ("until 7", STOPPED),
    ("end", STOPPED), ("step 100000000000", STOPPED), ("next 100000000000", STOPPED), ("finish", STOPPED), ("when y == -1", STOPPED),
    ("collection 1000", STOPPED), ("next-phase", STOPPED), ("export /dev/null", "stopped before the end"), ("print sum(iter(int, 1))", "stopped; nothing has changed"),
    ("print re.match('(a*)*b', a)", "stopped; nothing has changed"), ("back-step 1000000", None), ("size instruction", None), ("step 100000000000", STOPPED),
    ("back-step 100000000000", STOPPED), ("size event", None), ("step 100000000000", STOPPED), ("back-step 100000000000", STOPPED), ("size line", None),
]
# Each ends by itself.
UNENDING = [
    ("print sum(iter(int, 1))", NO_ANSWER), ("print [x for x in iter(int, 1) if x]", NO_ANSWER), ("print re.match('(a*)*b', a)", NO_ANSWER),
    ("print (lambda f: f(f))(lambda f: (yield from f(f)))", "generator"), ("break 6 if sum(iter(int, 1))", "breakpoint 1"),
    ("run", "breakpoint 1: its condition has no answer within 2 seconds"), ("delete all", "removed"), ("watch sum(iter(int, 1))", "watch 2"),
    ("run", "watch 2: `sum(iter(int, 1))` has no answer within 2 seconds"), ("delete all", "removed"),
    ("when sum(iter(int, 1))", "`sum(iter(int, 1))` has no answer here within 2 seconds"), ("print 6 * 7", "42"),
    ("print 'x' * 10 ** 7", "x... (9980002 more bytes)"),
]


def stops():
    """Everything that may run for ever can be stopped, in line mode too, and says so; questions end by themselves."""
    path = write("loop.py", LOOP)
    line = LineMode("--plain", path)
    line.ask("step 5")
    for command, words in STOPPABLE:
        said, took = line.ask(command, 0.4 if words else None)
        check(f"^C in `{command}`", not words or (words in said and took < 10), said[-300:], took)
    said, took = line.ask("start")
    check("the beginning after all these", "Nothing of the program has run yet" in said and took < 10, said[-300:], took)
    line.ask("goto 100000")
    for command, words in UNENDING:
        said, took = line.ask(command)
        check(f"`{command}` ends by itself", words in said and took < 20, said[-300:], took)
    said, _ = line.ask("info history")
    check("still there", "step " in said, said)
    check("line mode ends", line.close()[0] == 1)
    # A file of commands; the statement of a prompt; a trace.
    native = write("native.py", "print('begun')\nx = 1\nsum(iter(int, 1))\nprint('never')\n")
    status, out, err, took = interrupted([BINARY, "-x", write("commands", "run\nprint x + 1\nback-step\n")], native)
    words = b"stopped inside line 3: this is the moment before it; c begins it again"
    check("^C in a file of commands", status == 0 and words in out and b"\n2\n" in out and b"Next, line 2: x = 1" in out and took < 10, status, out, err)
    for options in ([], ["--json"]):
        status, out, err, took = interrupted([BINARY, "trace", *options], native)
        check("^C in a trace", status == -signal.SIGINT and b"begun" in out and err == b"lastref: stopped by ^C at step 3\n" and took < 10, status, out, err, took)
    repl = LineMode("repl")
    for statement in ("x = 1", "while True: x += 1", ""):
        repl.process.stdin.write(statement.encode() + b"\n")
    said, took = repl.ask("print x > 5", 0.6, ":")
    check("^C in a statement of the prompt", "KeyboardInterrupt" in said and "True" in said and took < 10, said, took)
    said, took = repl.ask("print sum(iter(int, 1))", None, ":")
    check("a question at the prompt ends by itself", NO_ANSWER in said, said, took)
    said, took = repl.ask("print sum(iter(int, 1))", 0.5, ":")
    check("^C in a question at the prompt", "stopped; nothing has changed" in said and took < 10, said, took)
    check("the prompt ends", repl.close()[0] == 0)


def budgets():
    """Memory stays within its budgets: what the program may use, what the checkpoints may, and what lastref needs for itself."""
    for name, most in {"loops": 100, "recurses": 150, "grows": 320, "prints": 250, "escapes": 250, "raises": 250, "sorts": 100, "deletes": 100}.items():
        line = LineMode("--plain", "--memory", "64", "--history", "64", os.path.join(HOSTILE, name + ".py"))
        line.ask("run", 1.0)
        said, took = line.ask("back-step 3")
        check(f"back in {name}", "Next, line " in said and took < 10, said[-300:], took)
        said, took = line.ask("goto 5000")
        check(f"to the past of {name}", "Next, line " in said and took < 10, said[-300:], took)
        with open(f"/proc/{line.process.pid}/status") as f:
            most_used = int(re.search(r"VmHWM:\s+(\d+)", f.read())[1]) >> 10
        check(f"memory of {name}", most_used <= most, most_used)
        check(f"{name} ends", line.close()[0] == 1)


def hostile_streams():
    """Raw streams that misuse the buffer that calls them: an exception each, never a crash."""
    r = run("run", os.path.join(HOSTILE, "raw_streams.py"))
    out = r.stdout.decode()
    check("raw streams", r.returncode == 0 and not r.stderr and "reentrant call" in out and out.count("\n") > 200, r.returncode, r.stderr[-300:])


def memory():
    for name, text in {
        "a list for ever": "a = []\nwhile True:\n    a.append(0)\n",
        "a doubling string": "s = 'x'\nwhile True:\n    s += s\n",
        "a huge list": "[0] * 10**9\n",
        "a dict for ever": "d = {}\ni = 0\nwhile True:\n    d[i] = i\n    i += 1\n",
    }.items():
        r = run("--memory", "32", "run", write("memory.py", text))
        check(name, r.returncode == 1 and r.stderr.rstrip().endswith(b"MemoryError"), r.returncode, r.stderr[-300:])
    # However full the memory is, the traceback is whole: it has a reserve.
    path = os.path.join(HOSTILE, "grows.py")
    for budget in range(4, 13):
        r = run("--memory", str(budget), "run", path)
        check(f"the traceback at {budget} MiB", re.fullmatch(rb'Traceback .*\n  File ".*grows.py", line 4, in <module>\n.*\n *\^+\nMemoryError\n', r.stderr), r.stderr[-300:])
    # Caught, the program goes on, and every step of it can be gone back to.
    path = write("caught.py", "a = []\ntry:\n    while True:\n        a.append([a] * 100)\nexcept MemoryError:\n    a = None\nprint('on')\n")
    check("MemoryError caught", run("--memory", "16", "run", path).stdout == b"on\n")


def no_memory():
    """The machine has no memory left (LD_PRELOAD=failing_malloc.c), less than asked for (ulimit -v), or a full disk: told, and the terminal is given back."""
    here = os.path.dirname(os.path.abspath(__file__))
    library = os.path.abspath("failing_malloc.so")
    built = subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, os.path.join(here, "failing_malloc.c")], capture_output=True)
    check("failing_malloc.c", built.returncode == 0, built.stderr)
    path = write("cycles.py", "class Node:\n    pass\na = Node()\nb = Node()\na.other = b\nb.other = a\ndel a\nprint('done')\n")
    commands = write("look.commands", "step 7\nrefs a\nbiography a\nend\nback-step\ncollector\nprint 1\n")
    for name, arguments in {"run": ["run", path], "trace": ["trace", path], "trace --json": ["trace", "--json", path], "line mode": ["-x", commands, path]}.items():
        whole = run(*arguments)
        check(f"{name} with memory", whole.returncode == 0, whole)
        for at in [1, 20, 150, 190, 205, 215, 230, 260, 300, 400, 600, 900, 1300]:
            r = subprocess.run([BINARY, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, env=ENV | {"LD_PRELOAD": library, "FAIL_AT": str(at)})
            same = r.returncode == 0 and r.stdout == whole.stdout
            told = r.returncode in (1, 2) and (b"memory" in r.stderr + r.stdout or b"cannot read" in r.stderr)
            check(f"{name}, no memory from request {at} on", same or told or (name == "line mode" and r.returncode == 0), r.returncode, r.stdout[-300:], r.stderr[-300:])
    for at in (420, 600, 1000, 1300, 1600):
        t = fuzz_keys.Terminal(BINARY, ["--quick-quit", os.path.abspath(path)], ENV | {"TERM": "xterm-256color", "LASTREF_TEST_MARKS": "1", "LD_PRELOAD": library, "FAIL_AT": str(at)}, ".", (24, 80), 5)
        wrong = "it does not end"
        try:
            t.answered(30)
            for keys in ("s", "s", "Vg", "Vc", "Vm", "S", "y", ":end\r", "4", "5", "/x\r", "?", "q", "q"):
                t.type(keys)
        except fuzz_keys.Broken as e:
            wrong = str(e)
        # ncurses and libedit, at their start, do not look whether they got what they asked for.
        ends = (0, 1, 2, -signal.SIGSEGV) if at < 1000 else (0, 1, 2)
        check(f"the screen, no memory from request {at} on", wrong == "it ended" and t.status in ends, wrong, t.status, t.text[-200:])
        check(f"its terminal, no memory from request {at} on", termios.tcgetattr(t.master)[:4] == t.before[:4] and t.text.count(b"\x1b[?1049h") == t.text.count(b"\x1b[?1049l"), t.text[-200:])
        if t.status is None:
            os.kill(t.child, signal.SIGKILL)
            t.end()
        os.close(t.master)
    limited = subprocess.run([BINARY, "run", path], capture_output=True, env=ENV, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28)))
    check("ulimit -v", limited.returncode == 1 and b"ulimit -v" in limited.stderr, limited)
    for name, arguments, status in (("run", ["run", path], 120), ("trace", ["trace", path], 1), ("trace --json", ["trace", "--json", path], 1)):
        with open("/dev/full", "wb") as full:
            r = subprocess.run([BINARY, *arguments], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, env=ENV)
        check(f"{name} to a full disk", r.returncode == status and b"No space left" in r.stderr, r)


def paths():
    """The program's path is the working folder and what was given; imports are looked up in the folder behind all links."""
    os.makedirs("one/two", exist_ok=True)
    write("one/two/sibling.py", "def fail():\n    1 / 0\n")
    write("one/two/place.py", "import sys\nprint(__file__, sys.argv, sys.path[0], sys._getframe().f_code.co_filename)\nimport sibling\nprint(sibling.__file__)\nsibling.fail()\n")
    write("one/two/wrong.py", "x = (1,\n")
    os.symlink("one/two/place.py", "link.py")
    os.symlink("one/two", "folder_link")
    for path in ("one/two/place.py", "./one/two/place.py", "one/../one/two//place.py", "link.py", "folder_link/place.py", "one/two/wrong.py", os.path.abspath("link.py")):
        same_as_python(f"paths of {path}", path)
    # A saved session is the same run in any folder.
    folder = os.getcwd()
    r = run("-x", write("save.commands", "end\ninfo output\nsave place.lastref\n"), "one/two/place.py")
    check("saved", r.returncode == 0 and b"ZeroDivisionError" in r.stdout, r.stdout[-300:], r.stderr)
    os.makedirs("elsewhere", exist_ok=True)
    os.chdir("elsewhere")
    again = run("-x", write("again.commands", "start\nend\ninfo output\n"), "../place.lastref")
    os.chdir(folder)
    shown = [re.findall(rb'File "[^"]*", line \d+', x.stdout) for x in (r, again)]
    check("saved and opened elsewhere", again.returncode == 0 and len(set(shown[0])) == 2 and set(shown[0]) == set(shown[1]) and b"differs" not in again.stdout,
          shown, again.stdout[-300:], again.stderr)


def flushing():
    """Piped, what is printed is written in blocks; standard error at once; input() and flush write what waits."""
    path = write("order.py", "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('end', flush=True)\nprint('err2', file=sys.stderr)\nprint('x' * 9000)\n1 / 0\n")
    both = [subprocess.run([*c, path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=ENV).stdout for c in ([BINARY, "run"], [PYTHON])]
    check("order of the two streams", both[0] == both[1], *both)
    path = write("many.py", "for i in range(20000):\n    print(i)\n")
    with open("many.out", "wb") as f:
        p = subprocess.Popen([BINARY, "run", path], stdout=f, env=ENV)
        _, _, usage = os.wait4(p.pid, 0)
    check("many lines", os.path.getsize("many.out") == 108890, os.path.getsize("many.out"))


BASKET = """basket = {}
def add(name, price=1):
    total = 0
    for each in range(3):
        total += price
    basket[name] = total
    return total
add('milk')
add('bread', 2)
nothing = 0.0
print(basket)
"""
# What is typed, and what the answer must contain: words of other debuggers, slips, and what can be said about them.
TYPED = [
    ("brake 3", "did you mean `break`?"),
    ("stp", "did you mean `step`?"),
    ("ba", "`ba` is the beginning of back-step, back-next, back-finish, back-run, back-phase and back-gc-step: type more of it"),
    ("jump 3", "nothing here changes what the program does"),
    ("!x = 1", "`print EXPR` evaluates on a copy"),
    ("qwerty", "there is no command `qwerty`; `help` lists them all"),
    ("help", "Stopping at a place or a change\n  break [LINE|FUNCTION]"),
    ("help tbreak", "tbreak LINE|FUNCTION [if EXPR]: stop there once"),
    ("break ad", "no function `ad` is in basket.py: did you mean `add`?"),
    ("break nowhere", "no function `nowhere` is in basket.py"),
    ("break 99", "there is no line 99: the file has 11"),
    ("break basket.py:6", "breakpoint 1 at line 6"),
    ("break add, price ==", "the condition `price ==` is no expression: SyntaxError"),
    ("break add, price == 2", "breakpoint 2 at the calls of add if price == 2"),
    ("tbreak add", "breakpoint 3 at the calls of add"),
    ("info breakpoints", "  1  line 6, hit 0 times\n  2  calls of add if price == 2, hit 0 times\n  3  calls of add, once, hit 0 times\n"),
    ("c", "breakpoint 3, add is called"),
    ("info b", "  2  calls of add if price == 2, hit 0 times\n(lastref)"),  # the third is gone
    ("bt", "  1  <module>, line 8: add('milk')\n> 0  add, line 3: total = 0\n"),
    ("locals", "add, line 3\n      name -> #"),
    ("disable 1", "1 disabled"),
    ("info breaks", "  1  line 6, disabled, hit 0 times"),
    ("frame 1", "<module>, line 8"),
    ("c", "breakpoint 2, add is called"),  # line 6 is passed; the condition is asked of add, not of the frame looked at
    ("enable all", "2 enabled"),
    ("condition 2", "breakpoint 2 stops always"),
    ("condition 1 totl > 3", "breakpoint 1 stops where totl > 3 is true"),
    ("c", "breakpoint 1: its condition `totl > 3` has no answer here: NameError: name 'totl' is not defined"),
    ("condition 1 total > 3", "breakpoint 1 stops where total > 3 is true"),
    ("rc", "breakpoint 2, add is called"),
    ("display total", "total: NameError: name 'total' is not defined"),
    ("display price +", "`price +` is no expression"),
    ("s", "total = 0"),
    ("s", "total = 0"),
    ("until", "total = 6\n"),  # past the loop
    ("undisplay total", "`total` is displayed no more"),
    ("delete 9", "there is no breakpoint 9; there are\n  1  line 6 if total > 3, hit "),
    ("delete all", "2 removed"),
    ("info b", "no breakpoint is set"),
    ("frame 5", "there is no frame 5: `where` shows their numbers, 0 to 1"),
    ("print total = 7", "it was run on a copy of this moment, and nothing has changed"),
    ("print total", "\n6\n"),
    ("goto line 99", "there is no line 99: the file has 11"),
    ("until here", "`here` is no line number"),
    ("to", "to which mark? There is none yet: `mark NAME` makes one"),
    ("mark one", "`one` is step "),
    ("to two", "there is no mark `two`; there are `one`"),
    ("to one", "we are there already"),
    ("watch later", "(no name here is called so now)"),
    ("when nme == 3", "not found: we are where we were (no step could answer: NameError: name 'nme' is not defined)"),
    ("when nothing", "not found: we are where we were\n"),  # 0.0 is not true
    ("when total == 4", "`total` now names int 4 instead of int 2. Next, line 4: "),
    ("goto 500", "there are only 27 steps: this is the end (exit status 0)"),
]


def typed():
    commands = write("typed.commands", "".join(c + "\n" for c, _ in TYPED))
    r = run("-x", commands, write("basket.py", BASKET))
    said, at = r.stdout.decode(), 0
    for command, words in TYPED:
        start = said.find(f"(lastref) {command}\n", at)
        stop = said.find("(lastref) ", start + 10)
        answer = said[start : stop + 9 if stop >= 0 else len(said)]
        check(f"typed: {command}", start >= 0 and words in answer, answer)
        at = max(start + 1, at)


def told_once():
    """The log has each row once, and none that is still to come, however one walked there."""
    path = write("deleted.py", "a = []\nb = a\ndel a\nc = b\ndel b\n")
    walks = {"far, then back": (["goto 5", "back-step"], 1), "back before it": (["goto 5", "back-step", "back-step"], 0),
             "there and back by instructions": (["goto 3", "size instruction", "s", "S", "s", "S"], 0),
             "and on": (["goto 3", "size instruction", "s", "S", "s", "S", "size line", "s"], 1)}
    for name, (commands, times) in walks.items():
        r = run("-x", write("walk.commands", "\n".join([*commands, "log"]) + "\n"), path)
        log = r.stdout[r.stdout.rindex(b"(lastref) log") :]
        check(f"told once: {name}", log.count(b"the name `a` is deleted") == times and log.count(b"`b` now names") == 1, log)


TOLD = [  # a statement, what the trace must tell of it, what it must not
    ("def add(item, basket=[]):\n    basket.append(item)", "its default for `basket` is list #1 [], one object for all calls.", None),
    ("t = ([1], 2)\ntry:\n    t[0] += [5]\nexcept TypeError as e:\n    pass", "The list #", "now refers to list"),
    ("d = {}\ntry:\n    del d['x']\nexcept KeyError:\n    pass", "KeyError('x') is raised.", "is removed from"),
    ("p = object()\ntry:\n    p.x = 3\nexcept AttributeError as e:\n    pass\nd[1] = 2", "The except block ends, and its name `e` is deleted; AttributeError #", "Attribute `x` of"),
    ("class P:\n    b = property(lambda self: 1, lambda self, v: None)\nP().b = [7]", "Attribute `b` of P #", "now refers to list"),
    ("b = bytearray(3)\nb[0] = 65", "[0] is set to int 65.", "now refers to int 65"),
    ("def f():\n    pass\ndef f():\n    pass", "`f` now names function #", "instead of <function f>"),
    ("def f(n):\n    g = lambda: n\n    n = 4\n    return g\nf(3)", ", which functions defined inside share, is now <cell: 4>", None),
    ("l = [d]\nl[0] = 3", "[0] now refers to int 3.", None),
]


def told():
    """What an instruction does is told when it succeeds, and in words that are true of the object."""
    r = run("trace", write("told.py", "".join(s + "\n" for s, _, _ in TOLD)))
    text = r.stdout.decode()
    for statement, words, never in TOLD:
        check(f"told: {statement!r}", words in text and not (never and never in text), text[-3000:])
    check("told: no blanks at ends of lines", not re.search(r"[^ ] +$", text, re.M), text[-1000:])


def manual():
    """The manual page tells every option, every command of the debugger, and every way to start."""
    with open(os.path.join(os.path.dirname(HOSTILE), "..", "docs", "lastref.1")) as f:
        page = f.read().replace("\\-", "-").replace("\\(aq", "'")
    words = re.findall(r"^  (--[\w-]+)", run("--help").stdout.decode(), re.M)
    # (Quoted: a word of the text is not enough.)
    check("manual: options", len(words) > 20 and not [w for w in words if w not in page], [w for w in words if w not in page])
    names = [*fuzz_keys.commands(), *re.findall(r"^  lastref (\w+) ", run("--help").stdout.decode(), re.M)]
    missing = [n for n in names if not re.search(rf"^\.B.*(?<![\w-]){re.escape(n)}(?![\w-])", page, re.M)]
    check("manual: commands", len(names) > 50 and not missing, missing)


def terminals():
    ok = write("ok.py", "print(1)\n")
    r = run(ok)
    check("not a terminal", r.returncode == 2 and b"not a terminal" in r.stderr, r.returncode, r.stderr)


PARTS = [budgets, stops, no_memory, bad_files, sources, interrupts, memory, hostile_streams, paths, flushing, typed, told_once, told, manual,
         terminals]  # the longest first


def run_part(number):
    """In a folder of its own; how many passed and failed."""
    global passed, failed
    passed, failed = 0, 0
    # Started in the background, ^C is ignored, and so it would be in all that is started here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        PARTS[number]()
        os.chdir("/")
    sys.stdout.flush()
    return passed, failed


def main():
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 1, multiprocessing.get_context("fork")) as pool:
        counts = list(pool.map(run_part, range(len(PARTS))))
    p, f = map(sum, zip(*counts))
    print(f"{p} passed, {f} failed")
    return f != 0


if __name__ == "__main__":
    sys.exit(main())
