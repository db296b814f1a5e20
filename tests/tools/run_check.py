"""Compare with CPython 3.11 at every line: `lastref check` over whole folders.

    python3 run_check.py BINARY FILE-OR-FOLDER... [--typed FILE-OR-FOLDER...]

Each program runs here and under CPython, and must agree at each line: output, names, identities, exact counts, sizes. Its
arguments and input are those of make_expectations.py. Comment lines at its top may ask for less:
    # check: steps N (WHY)        only the first N lines that run; MAX_STEPS=N in the environment: of all programs
    # check: without LIST         without these aspects: output,names,types,identities,counts,sizes (followed by: why)
    # check: writes               whole; only its first line where the system gives a process no folder of its own to write in
    # check: no                   only which lines run and which names there are
Those after --typed run statement by statement, as somebody would type them. Folders named `later` are left out. The last line is `N passed, N failed`; the exit status is 1 if any failed.
"""

import functools
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make_expectations as expect
import reference

TIMEOUT = 180
JOBS = int(os.environ.get("JOBS", "2"))
STEPS = os.environ.get("MAX_STEPS", "0")


@functools.lru_cache(None)
def may_write(binary):
    """Whether this system lets the python3 of `lastref check` write, unseen by others (src/cli/scratch.c)."""
    with tempfile.TemporaryDirectory(prefix="lastref-check-") as place:
        with open(os.path.join(place, "writes.py"), "w", encoding="utf-8") as file:
            file.write("with open('made.txt', 'w') as file: file.write('x')\n")
        return subprocess.run([binary, "check", "writes.py"], cwd=place, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT).returncode == 0


def wishes(binary, path):
    """Options for `lastref check` that the program's first lines ask for."""
    options = {"--max-steps": STEPS}
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.startswith("#"):
                break
            words = line[1:].split()
            if words[:2] == ["check:", "no"]:
                options["--without"] = "output,types,identities,counts,sizes"
            if words[:2] == ["check:", "writes"] and not may_write(binary):
                options["--max-steps"] = "1"
            if words[:1] == ["check:"] and len(words) >= 3 and words[1] in ("steps", "without"):
                options["--max-steps" if words[1] == "steps" else "--without"] = words[2]
    return [word for pair in options.items() for word in pair]


def check(binary, path, typed):
    """(None or what is wrong, seconds)."""
    folder, name = os.path.split(os.path.abspath(path))
    args, _ = expect.directives(path)
    given = os.path.splitext(path)[0] + ".in"
    command = [binary, "check", "--time", str(TIMEOUT), *wishes(binary, path), *["--as-prompt"] * typed, name, *args]
    began = time.monotonic()
    with open(given if os.path.exists(given) else os.devnull, "rb") as stdin:
        try:
            done = subprocess.run(command, cwd=folder, env=dict(reference.environment(), PYTHON=os.environ["PYTHON"]),
                                  stdin=stdin, capture_output=True, timeout=TIMEOUT + 20)
        except subprocess.TimeoutExpired:
            return "no end within %d s" % (TIMEOUT + 20), time.monotonic() - began
    text = done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    seconds = time.monotonic() - began
    if done.returncode < 0:
        return "killed by signal %d\n%s" % (-done.returncode, text), seconds
    return (text or "status %d" % done.returncode) if done.returncode else None, seconds


def main(arguments):
    if len(arguments) < 2:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    os.environ["PYTHON"] = reference.need("run_check")
    binary = os.path.abspath(arguments[0])
    scripts, typed = arguments[1:], []
    if "--typed" in scripts:
        at = scripts.index("--typed")
        scripts, typed = scripts[:at], scripts[at + 1:]
    paths = [(p, way) for way, some in enumerate((scripts, typed)) for p in expect.tests_in(some) if "later" not in p.split(os.sep)]
    passed = failed = 0
    times = []
    with ThreadPoolExecutor(JOBS) as pool:
        for (path, way), (text, seconds) in zip(paths, pool.map(lambda p: check(binary, *p), paths)):
            times.append((seconds, os.path.relpath(path)))
            if text is None:
                passed += 1
            else:
                failed += 1
                print("FAIL", "typed: " * way + os.path.relpath(path))
                print("    " + text.strip().replace("\n", "\n    "))
    if os.environ.get("SLOWEST"):
        for seconds, path in sorted(times, reverse=True)[:int(os.environ["SLOWEST"])]:
            print("%6.1f s  %s" % (seconds, path))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
