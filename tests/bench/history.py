"""Measure going back in time: seek and step-back latency, and memory, over a long history.

    python3 history.py [--binary BINARY] [--lines N] [--seeks N] [--json FILE]

The bars (issue "First light"): a history of ten million lines, random seek p99 at most 50 ms, one step back p99 at most
5 ms, within 256 MiB for history. Each program below runs for about N lines; then `lastref selfcheck` goes to random
moments, and one step back from each. Times are of the machine as it is: on a busy one the tail grows.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# name: (source, line events in a round)
PROGRAMS = {
    "containers and cycles": ("""\
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
""", 5),
    "calls and generators": ("""\
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def points(n):
    for i in range(n):
        yield Point(i, i * 2)


kept = []
for p in points({rounds}):
    if p.x % 100 == 0:
        kept.append(p)
    if len(kept) > 20000:
        kept = []
print(len(kept))
""", 8),
    "a counting loop": ("""\
i = 0
while i < {rounds}:
    i += 1
print(i)
""", 2),
}
FIGURES = re.compile(r"(\d+) line events, (\d+) seeks .*, (\d+) checkpoints, ([\d.]+) MiB; seek p50 ([\d.]+) ms p99 ([\d.]+) ms; "
                     r"back p50 ([\d.]+) ms p99 ([\d.]+) ms; (\d+) wrong")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "lastref"))
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--seeks", type=int, default=500)
    parser.add_argument("--json", help="write the figures to this file")
    options = parser.parse_args()
    print("%-24s %12s %10s %10s %10s %10s %10s %6s" % ("program", "lines", "MiB", "seek p50", "p99 ms", "back p50", "p99 ms", "wrong"))
    results, bad = {}, 0
    with tempfile.TemporaryDirectory(prefix="lastref-history-") as folder:
        for name, (source, lines) in PROGRAMS.items():
            path = os.path.join(folder, "program.py")
            with open(path, "w") as file:
                file.write(source.format(rounds=options.lines // lines))
            done = subprocess.run([options.binary, "selfcheck", "--max-steps", str(options.seeks), path],
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True)
            found = FIGURES.search(done.stdout)
            if not found:
                print("%-24s no figures; the end of its output: %s" % (name, (done.stdout + done.stderr)[-300:]))
                bad += 1
                continue
            events, _, _, mib, seek50, seek99, back50, back99, wrong = (float(g) for g in found.groups())
            bad += wrong > 0
            results[name] = {"lines": events, "mib": mib, "seek": [seek50, seek99], "back": [back50, back99], "wrong": wrong}
            print("%-24s %12d %10.1f %10.2f %10.2f %10.2f %10.2f %6d" % (name, events, mib, seek50, seek99, back50, back99, wrong), flush=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
