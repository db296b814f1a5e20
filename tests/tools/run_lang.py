"""Run language tests through our binary and compare with what CPython did.

    python3 run_lang.py BINARY FILE-OR-FOLDER...

Each test runs as `BINARY run NAME.py` and must give the committed standard output, last line of standard error
(all of it where the test says so) and exit status; see make_expectations.py. Two at a time, 20 seconds each.
The last line is `N passed, N failed`; the exit status is 1 if any failed.
"""

import difflib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make_expectations as expect

TIMEOUT = 20
JOBS = int(os.environ.get("JOBS", "2"))
DIFF_LINES = 20


def differences(what, wanted, got):
    wanted = (wanted or b"").decode("utf-8", "replace").splitlines()
    got = (got or b"").decode("utf-8", "replace").splitlines()
    lines = list(difflib.unified_diff(wanted, got, "CPython " + what, "lastref " + what, lineterm="", n=2))
    if len(lines) > DIFF_LINES:
        lines = lines[:DIFF_LINES] + ["... %d more lines" % (len(lines) - DIFF_LINES)]
    return lines


def check(binary, path):
    """None, or the lines that say how the test failed."""
    base = os.path.splitext(path)[0]
    if expect.read(base + ".out") is None:
        return ["no expectation: run make_expectations.py"]
    try:
        result = expect.run([binary, "run"], path, TIMEOUT)
    except subprocess.TimeoutExpired:
        return ["no end within %d s" % TIMEOUT]
    problems = []
    # AddressSanitizer says once, on stderr, that it has seen a context switch: that is no part of the program's output.
    stderr = b"".join(l for l in result[1].splitlines(keepends=True) if b"ASan doesn't fully support makecontext" not in l)
    result = (result[0], stderr) + tuple(result[2:])
    got = expect.expectations(path, result)
    for suffix, what in ((".out", "stdout"), (".full_err", "stderr"), (".err", "last line of stderr"), (".status", "status")):
        wanted = expect.read(base + suffix)
        if wanted != got[suffix]:
            problems += differences(what, wanted, got[suffix])
    if problems and result[2] < 0:
        problems.append("killed by signal %d" % -result[2])
    elif problems and got[".err"] and got[".full_err"] is None and expect.read(base + ".err") != got[".err"]:
        problems += ["stderr: " + line for line in result[1].decode("utf-8", "replace").splitlines()[-4:-1]]
    return problems or None


def main(arguments):
    if len(arguments) < 2:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    binary = os.path.abspath(arguments[0])
    paths = list(expect.tests_in(arguments[1:]))
    passed = failed = 0
    with ThreadPoolExecutor(JOBS) as pool:
        for path, problems in zip(paths, pool.map(lambda p: check(binary, p), paths)):
            if problems is None:
                passed += 1
                continue
            failed += 1
            print("FAIL", os.path.relpath(path))
            for line in problems:
                print("    " + line[:300])
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
