"""Measure going back in time: seek and step latency, and memory, over a long history.

    python3 history.py [--binary BINARY] [--lines N]

The bars (issue "First light"): a history of ten million lines, random seek p99 at most 50 ms, one step back p99 at most
5 ms, within 256 MiB for history. This script makes the program and drives the line mode; it needs `lastref -x`
with a command that reports the time of the last jump, and says so while that is missing.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

PROGRAM = """\
def work(n):
    table = {{}}
    total = 0
    for i in range(n):
        key = i % 1000
        table[key] = [i, total]
        total += table[key][0] & 7
        if i % 5000 == 0:
            ring = [i]
            ring.append(ring)
    return total


print(work({rounds}))
"""
LINES_PER_ROUND = 5


def make_program(folder, lines):
    path = os.path.join(folder, "long_history.py")
    with open(path, "w") as file:
        file.write(PROGRAM.format(rounds=lines // LINES_PER_ROUND))
    return path


def make_script(folder, jumps, seed=1):
    """Commands that jump to random moments and step back once from each."""
    random.seed(seed)
    path = os.path.join(folder, "jumps")
    with open(path, "w") as file:
        file.write("run\n")
        for _ in range(jumps):
            file.write("goto %.4f%%\ntiming\nback-step\ntiming\n" % random.uniform(0, 100))
        file.write("info memory\nquit\n")
    return path


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * p / 100))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "lastref"))
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--jumps", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lastref-history-") as folder:
        program = make_program(folder, options.lines)
        script = make_script(folder, options.jumps)
        done = subprocess.run([options.binary, "-x", script, program], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    times = [float(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("timing ")]
    if not times:
        sys.exit("history: the binary reported no timings:\n%s" % (done.stdout + done.stderr)[-800:])
    seeks, steps = times[0::2], times[1::2]
    print("seek      p50 %.2f ms  p99 %.2f ms" % (percentile(seeks, 50), percentile(seeks, 99)))
    print("step back p50 %.2f ms  p99 %.2f ms" % (percentile(steps, 50), percentile(steps, 99)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
