"""How soon the screen is there, what an idle debugger holds in memory, and what a step sends, on a pseudo-terminal of 120x40.

    python3 tests/bench/first_frame.py [BINARY] [--starts 20] [--examples 'examples/*.py']

Bars: the first frame within 50 ms of the start (median), at most 16 MiB resident while idle, a step in one write of at most 1,536
bytes. Not a test: what it says depends on the machine.
"""
import argparse
import fcntl
import glob
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time

END_OF_FRAME = b"\x1b[?2026l"
MARK = re.compile(rb"\x1b\]7777;\d+\x07")  # the program waits for keys (LASTREF_TEST_MARKS)
RESTS = b"\x1b]7778\x07"  # what comes next was left for when the keys rest


class Terminal:
    def __init__(self, binary, args, rows=40, cols=120):
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", LASTREF_TEST_MARKS="1")
            os.environ.pop("NO_COLOR", None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.execv(binary, [binary, "--quick-quit", *args])

    def read(self):
        if not select.select([self.fd], [], [], 20)[0]:
            raise SystemExit("no frame came within 20 s")
        return os.read(self.fd, 65536)

    def first_frame(self):
        out = b""
        while END_OF_FRAME not in out:
            out += self.read()
        took = time.perf_counter() - self.began
        while not MARK.search(out):
            out += self.read()
        return took

    def key(self, key):
        """What a key draws: the writes; and those that come when no other key does."""
        os.write(self.fd, key)
        out = b""
        while not MARK.search(out):
            out += self.read()
        step, _, rest = MARK.sub(b"", out).partition(RESTS)
        return [[w + END_OF_FRAME for w in part.split(END_OF_FRAME)[:-1]] for part in (step, rest)]

    def resident(self):
        with open(f"/proc/{self.pid}/status") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1]) / 1024

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def spread(name, values, unit):
    values = sorted(values)
    at = lambda q: values[min(len(values) - 1, int(len(values) * q))]
    print(f"{name}: median {statistics.median(values):.0f}, p90 {at(0.9):.0f}, p99 {at(0.99):.0f}, max {values[-1]:.0f} {unit}")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("binary", nargs="?", default="build/lastref")
    p.add_argument("--starts", type=int, default=20)
    p.add_argument("--examples", default="examples/*.py")
    o = p.parse_args()
    binary = os.path.abspath(o.binary)
    for args in (["examples/tour.py"], []):
        took, memory = [], []
        for _ in range(o.starts):
            t = Terminal(binary, args)
            took.append(t.first_frame() * 1000)
            memory.append(t.resident())
            t.close()
        name = " ".join(args) or "the prompt"
        spread(f"first frame of {name}", took, "ms")
        print(f"  resident when idle: {max(memory):.1f} MiB")
    totals, writes, later, steps = [], [], 0, 0
    for path in sorted(glob.glob(o.examples)):
        for focus in range(5):
            for walk in ("sS", "nS"):
                t = Terminal(binary, [path])
                t.first_frame()
                for _ in range(focus):
                    t.key(b"\t")
                for key in walk:
                    for _ in range(60):
                        frames, rest = t.key(key.encode())
                        if not frames:
                            break
                        steps += 1
                        totals.append(sum(map(len, frames)))
                        writes += map(len, frames)
                        later += bool(rest)
                        if b"ended after" in frames[0]:
                            break
                t.close()
    spread(f"{steps} steps of s, n and S in each pane: bytes of a write", writes, "bytes")
    spread("  bytes of a step, all its writes", totals, "bytes")
    print(f"  steps in one write: {100 * sum(b <= 1536 for b in totals) / len(totals):.2f} %")
    print(f"  steps that leave ends of rows for when the keys rest: {100 * later / len(totals):.2f} %")


if __name__ == "__main__":
    sys.exit(main())
