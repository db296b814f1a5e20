"""Random keys typed into the debugger on a pseudo-terminal: python3 fuzz_keys.py BINARY [FIRST-SEED [SESSIONS [ACTIONS]]]

Each session opens a program with random options and types keys, counts, commands, pastes, mouse reports and rubbish, resizes the terminal and stops and
continues the debugger. It fails on a crash, a report of the sanitizers, when a key (and after it ^C) is not answered in time, and when the terminal is not as
it was at the end. The same seed types the same; what a failed session did is shown. The last line is `N passed, N failed`.
"""

import concurrent.futures
import fcntl
import glob
import os
import pty
import random
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PATIENCE = 1.0  # seconds before ^C is pressed: the program may run for ever
MARK = re.compile(rb"\x1b\]7777;\d+\x07")
BAD = (b"AddressSanitizer", b"runtime error:", b"SystemError", b"audit:")

KEYS = list("sSnNfFcCtbvVoOwyjkgG/.,ud+-m'z?i:]['") + [" ", "\r", "\t", "\x0f", "\x10", "\x06", "\x02", "\x0c", "\x1b", "q", "1", "2", "3", "4", "5"]
SPECIAL = ["\x1bOC", "\x1bOD", "\x1bOA", "\x1bOB", "\x1b[C", "\x1b[D", "\x1bOH", "\x1bOF", "\x1b[5~", "\x1b[6~", "\x1b[Z", "\x1b[3~"]
RUBBISH = ["\x1b[", "\x1b[999;999H", "\x1bO", "\x1b[<", "\x1b[<0;", "\x1b[200~", "\x1b[201~", "\x1b]0;t\x07", "\x1b[M !!", "\x00", "\x7f", "é", "名前", "\u202e",
           "\x1b[1;5C", "\x1b\x1b\x1b", "\x12", "\x12a\x17", "\x16", "\x19", "\x1bx", "\x1bX", "\x1b[?1;2c", "\x18", "\x05", "\x0b"]
BYTES = [b"\xff", b"\xc3", b"\x80\x80", b"\xf4\x90\x80\x80", b"\xed\xa0\x80"]
SIZES = [(24, 80), (40, 120), (60, 200), (8, 40), (16, 60), (1, 1), (2, 300), (5, 20), (7, 39), (100, 30), (24, 80), (40, 120)]
VIEWS = "lrgbcmkix?"
ARGUMENTS = ["", "1", "5", "12", "line 3", "line 99999", "30%", "100%", "start", "end", "#1", "#2", "#7", "#99999999", "x", "n", "items", "a b", "#1 #2", "all", "next", "previous",
             "mouse on", "ascii on", "ascii off", "step event", "step line", "reduced-motion on", "colours off", "99999999999999999999", "-1", "é", "1+1", "sum(iter(int, 1))",
             "[0] * 10**6", "'x' * 10**6", "3 if x", "f if n > 2", "frames", "heap", "output", "history", "gc", "pool 1", "1.1.1", "10.99999", "out.json", "s.lastref", "other", "m"]
PROGRAMS = ["examples/tour.py", "examples/14_cycles.py", "examples/17_copying.py", "examples/18_generators.py", "examples/16_weak_references.py", "examples/19_buffers.py",
            "tests/hostile/*.py", "tests/screen/programs/*.py", "tests/programs/gc/*.py", "tests/programs/hostile/*.py", "tests/history/*.py", ""]
LEFT_OUT = {"million_deep.py", "deep_source.py"}  # seconds for one step, in any tool
LARGE = {"grows.py", "leak.py", "deep.py"}  # a model of half a million objects takes a while


def commands():
    with open(os.path.join(os.path.dirname(HERE), "src/session/commands.def")) as f:
        return re.findall(r'COMMAND\(\w+,\s+"([\w-]+)"', f.read())


COMMANDS = [c for c in commands() if c != "quit"]


class Broken(Exception):
    pass


class Terminal:
    def __init__(self, binary, arguments, environment, folder, size, patience):
        self.patience = patience
        self.did = []
        self.text = b""
        self.marks = 0
        self.status = None
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(slave)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.child = os.fork()
        if self.child == 0:
            os.close(self.master)
            os.login_tty(slave)
            os.chdir(folder)
            os.execve(binary, [binary, *arguments], environment)
        os.close(slave)

    def read(self, wait):
        ready, _, _ = select.select([self.master], [], [], wait)
        if not ready:
            return False
        try:
            more = os.read(self.master, 1 << 16)
        except OSError:
            more = b""
        if not more:
            self.end()
            raise Broken("it ended")
        self.text = self.text[-200000:] + more
        self.marks += len(MARK.findall(self.text[-len(more) - 20:])) - len(MARK.findall(self.text[-len(more) - 20:-len(more)]))
        return True

    def end(self):
        if self.status is None:
            _, status = os.waitpid(self.child, 0)
            self.status = os.waitstatus_to_exitcode(status) if not os.WIFSTOPPED(status) else "stopped"

    def cpu(self):
        """Its own seconds: others may keep the machine busy."""
        with open("/proc/%d/stat" % self.child) as f:
            fields = f.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def answered(self, seconds):
        """All that was typed has been dealt with: it says so with a mark."""
        marks, until = self.marks, time.monotonic() + seconds
        while self.marks == marks:
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.read(left)
        return True

    def type(self, data):
        if isinstance(data, str):
            data = data.encode()
        self.did.append(data)
        os.write(self.master, data)
        if not self.answered(PATIENCE):
            self.did.append(b"\x03")
            began = self.cpu()
            os.write(self.master, b"\x03")
            if not self.answered(60 + self.patience):
                raise Broken("no answer to ^C within a minute")
            if self.cpu() - began > self.patience:
                raise Broken("^C was answered after %.1f s" % (self.cpu() - began))

    def resize(self, rows, cols):
        self.did.append(("resize", rows, cols))
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        if not self.answered(PATIENCE):
            self.type("\x03")

    def suspend(self):
        """^Z gives the terminal back, SIGCONT takes it again."""
        self.did.append("suspend")
        os.kill(self.child, signal.SIGTSTP)
        until = time.monotonic() + 5
        while time.monotonic() < until:
            self.read(0.02)
            pid, status = os.waitpid(self.child, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                break
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                raise Broken("it ended")
        else:
            return  # it does not stop where it is: only a key does
        if termios.tcgetattr(self.master)[:4] != self.before[:4]:
            raise Broken("stopped, it has not given the terminal back")
        os.kill(self.child, signal.SIGCONT)
        if not self.answered(PATIENCE):
            self.type("\x03")

    def quit(self):
        try:
            for keys in ["\x03", "\x1b", "q", "q"] * 8:
                self.type(keys)
        except Broken as e:
            if str(e) != "it ended":
                raise
        if self.status != 0:
            raise Broken("it does not end" if self.status is None else "it ended with %s" % self.status)
        screens = re.findall(rb"\x1b\[\?1049([hl])", self.text)
        if screens and screens[-1] == b"h":
            raise Broken("it left the alternate screen on")
        for mode in (b"1000", b"1006", b"2004"):
            switched = re.findall(rb"\x1b\[\?%s([hl])" % mode, self.text)
            if switched and switched[-1] == b"h":
                raise Broken("it left mode %s on" % mode.decode())


def action(rng, t):
    kind = rng.random()
    if kind < 0.45:
        t.type("".join(rng.choice(KEYS) for _ in range(rng.choice((1, 1, 1, 2, 5, 20)))))
    elif kind < 0.52:
        t.type(rng.choice(("7", "33", "500", "123456", "99999999999999")) + rng.choice("sSnNfFcCjkgGud]["))
    elif kind < 0.60:
        t.type("V" + rng.choice(VIEWS))
    elif kind < 0.68:
        t.type("".join(rng.choice(SPECIAL) for _ in range(rng.randint(1, 6))))
    elif kind < 0.82:
        t.type(":" + rng.choice(COMMANDS) + " " + rng.choice(ARGUMENTS) + "\r")
    elif kind < 0.85:
        t.type("i" + rng.choice(("x = [1, 2]", "print(x)", "for i in range(3): x = i", "while True: pass", "def f(", "1/0", "\x04", "")) + "\r\r")
    elif kind < 0.89:
        t.resize(*rng.choice(SIZES))
    elif kind < 0.94:
        where = (rng.choice((0, 0, 1, 2, 4, 64, 65, 35, 999)), rng.choice((1, 5, 40, 80, 200, 0, 99999)), rng.choice((1, 2, 10, 21, 24, 60, 0)))
        t.type("\x1b[<%d;%d;%d" % where + rng.choice("MMMm"))
    elif kind < 0.97:
        t.type(rng.choice((rng.choice(RUBBISH), rng.choice(RUBBISH) + rng.choice(RUBBISH), rng.choice(BYTES))))
    elif kind < 0.99:
        t.type("\x1b[200~" + rng.choice((":step\r", "x" * 3000, "line 1\nline 2\n", "q\x03\x1b", "名" * 500)) + "\x1b[201~")
    else:
        t.suspend()


def session(binary, seed, actions):
    """How many things were typed, and what went wrong and how, or None."""
    rng = random.Random(seed)
    files = sorted(p for w in PROGRAMS for p in glob.glob(os.path.join(os.path.dirname(HERE), w)) if p.endswith(".py") and os.path.basename(p) not in LEFT_OUT) + [""] * 3
    program = rng.choice(files)
    arguments = ["--memory", rng.choice(("16", "64")), "--history", "32"] + [o for o in ("--mouse", "--ascii", "--reduced-motion") if rng.random() < 0.3]
    environment = {k: v for k, v in os.environ.items() if k != "XDG_STATE_HOME"} | {
        "TERM": rng.choice(("xterm-256color", "xterm-256color", "xterm-256color", "vt100", "linux", "screen")), "LC_ALL": "C.UTF-8", "LASTREF_TEST_MARKS": "1"}
    # Pausing the engine costs a sanitizer hundreds of times what it costs else: how soon it answers is for the release build.
    sanitized = bool(os.environ.get("ASAN_OPTIONS"))
    folder = tempfile.mkdtemp()
    t = Terminal(binary, arguments + ([program] if program else []), environment, folder, rng.choice(SIZES), 60 if sanitized else 10 if os.path.basename(program) in LARGE else 2)
    wrong = None
    try:
        if not t.answered(60):
            raise Broken("no first frame")
        for _ in range(actions):
            action(rng, t)
        t.quit()
    except Broken as e:
        wrong = str(e)
        if wrong == "it ended":
            quit_typed = t.status == 0  # `q` closes it: that is no failure
            wrong = None if quit_typed else "it ended with %s" % t.status
    if any(word in t.text for word in BAD):
        wrong = wrong or "a report"
    state = ""
    if t.status is None:
        with open("/proc/%d/stat" % t.child) as f:
            state = "\n  it was in state %s and had run for %.1f s" % (f.read().rpartition(")")[2].split()[0], t.cpu())
        os.kill(t.child, signal.SIGKILL)
        t.end()
    os.close(t.master)
    shutil.rmtree(folder, ignore_errors=True)
    typed = sum(len(d) if isinstance(d, bytes) and not d.startswith(b"\x1b[200~") else 1 for d in t.did)
    if wrong:
        report = next((t.text[m:m + 3000] for m in (t.text.find(w) for w in BAD) if m >= 0), t.text[-600:])
        return typed, "%s%s\n  lastref %s %s, TERM=%s\n  last typed: %r\n%s" % (
            wrong, state, " ".join(arguments), os.path.relpath(program, os.path.dirname(HERE)) if program else "", environment["TERM"], [d[:80] for d in t.did[-12:]], report.decode(errors="replace"))
    return typed, None


def run(binary, first, sessions, actions, at_once):
    """Passed, failed, and bytes and events typed."""
    passed = failed = typed = 0
    with concurrent.futures.ProcessPoolExecutor(at_once) as pool:
        for seed, (count, wrong) in zip(range(first, first + sessions), pool.map(session, [binary] * sessions, range(first, first + sessions), [actions] * sessions)):
            if wrong:
                print("keys, seed %d: %s" % (seed, wrong), flush=True)
            passed, failed = passed + (not wrong), failed + bool(wrong)
            typed += count
    return passed, failed, typed


def main():
    numbers = [int(n) for n in sys.argv[2:]] + [1, 20, 100][len(sys.argv) - 2:]
    passed, failed, typed = run(os.path.abspath(sys.argv[1]), *numbers[:3], os.cpu_count() or 2)
    print("%d keys" % typed)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
