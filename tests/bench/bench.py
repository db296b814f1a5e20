"""Time whole programs: our binary against CPython, interleaved.

    python3 bench.py [--binary BINARY] [-k ROUNDS] [--cpu] [--no-record] [--json FILE] [NAME...]

Each program of programs/ runs k times under `BINARY run` and under the reference Python, in turns, so that a busy
moment of the machine hits both. The table gives the median times, their ratio (ours / CPython: below 1 is faster),
and the geometric mean of the ratios. With --no-record a third column runs ours with `--no-record`: the last columns then
give the cost of recording. --cpu takes the processor time of a run (user and system) instead of the time on the clock:
steadier where other work runs beside it. Both must print the same, else the program is marked and left out of the mean.
"""

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
import reference

PROGRAMS = os.path.join(HERE, "programs")
ROOT = os.path.dirname(os.path.dirname(HERE))
TIMEOUT = 120


def timed(command, cpu):
    """(seconds, stdout, status) of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=PROGRAMS, env=reference.environment(), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return TIMEOUT, b"", -1
    seconds = time.perf_counter() - start
    if cpu:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.stdout, done.returncode


def measure(program, commands, rounds, cpu):
    """{column: [seconds...]} and whether all columns printed the same and ended well."""
    times = {name: [] for name in commands}
    outputs = set()
    good = True
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, output, status = timed([*command, program], cpu)
            times[name].append(seconds)
            outputs.add(output)
            good = good and status == 0
        if not good:
            break
    return times, good and len(outputs) == 1


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values)) if values else float("nan")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "lastref"))
    parser.add_argument("-k", "--rounds", type=int, default=5)
    parser.add_argument("--cpu", action="store_true", help="processor time instead of the time on the clock")
    parser.add_argument("--no-record", action="store_true", help="also run ours with --no-record")
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("names", nargs="*", help="programs to run (default: all)")
    options = parser.parse_args()
    python = reference.need("bench")
    binary = os.path.abspath(options.binary)
    if not os.access(binary, os.X_OK):
        sys.exit("bench: no binary at %s; build it or give --binary" % binary)
    commands = {"lastref": [binary, "run"], "python": [python]}
    if options.no_record:
        commands["bare"] = [binary, "run", "--no-record"]
    known = sorted(n[:-3] for n in os.listdir(PROGRAMS) if n.endswith(".py"))
    names = options.names or known
    for name in names:
        if name not in known:
            sys.exit("bench: no program %s; there are: %s" % (name, " ".join(known)))
    header = "%-22s %10s %10s %8s" % ("program", "lastref", "CPython", "ratio")
    if options.no_record:
        header += " %10s %10s" % ("unrecorded", "recording")
    print(header)
    ratios, costs, results = [], [], {}
    for name in names:
        times, good = measure(name + ".py", commands, options.rounds, options.cpu)
        median = {column: statistics.median(t) for column, t in times.items()}
        ratio = median["lastref"] / median["python"]
        line = "%-22s %8.3f s %8.3f s %8.2f" % (name, median["lastref"], median["python"], ratio)
        if options.no_record:
            cost = median["lastref"] / median["bare"]
            line += " %8.3f s %9.3fx" % (median["bare"], cost)
        if good:
            ratios.append(ratio)
            if options.no_record:
                costs.append(cost)
        else:
            line += "   FAILED (status or output differs)"
        results[name] = {"median": median, "times": times, "ok": good}
        print(line, flush=True)
    line = "%-22s %10s %10s %8.2f" % ("geometric mean of %d" % len(ratios), "", "", geometric_mean(ratios))
    if options.no_record:
        line += " %10s %9.3fx" % ("", geometric_mean(costs))
    print(line)
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"programs": results, "ratio": geometric_mean(ratios),
                       "recording": geometric_mean(costs) if costs else None}, file, indent=1)
    return 0 if len(ratios) == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
