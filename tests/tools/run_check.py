"""Compare our trace of each program with CPython's, line by line.

    python3 run_check.py [--strict] BINARY FILE-OR-FOLDER...

For each program: `BINARY trace --json FILE`, reftrace.py under CPython 3.11, then tracediff. Two at a time.
A program with `# check: no` among its first comment lines is left out (its subject is the reuse of addresses, which
no tracer can leave alone); `# check: steps N` compares the first N records.
The last line is `N passed, N failed`; the exit status is 1 if any failed.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make_expectations as expect
import reference
import tracediff

HERE = os.path.dirname(os.path.abspath(__file__))
TIMEOUT = 60
JOBS = int(os.environ.get("JOBS", "2"))


def asked(path):
    """None if the program asks to be left out, else how many records to compare."""
    steps = int(os.environ.get("MAX_STEPS", "3000"))
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.startswith("#"):
                break
            if line.startswith("# check: no"):
                return None
            if line.startswith("# check: steps"):
                steps = int(line.split()[3])
    return steps


def check(binary, python, path, strict):
    steps = asked(path)
    if steps is None:
        return "left out"
    folder, name = os.path.split(os.path.abspath(path))
    args, _ = expect.directives(path)
    given = os.path.splitext(path)[0] + ".in"
    with tempfile.TemporaryDirectory(prefix="lastref-check-") as place:
        ours, theirs = os.path.join(place, "ours"), os.path.join(place, "theirs")
        stdin = open(given, "rb") if os.path.exists(given) else subprocess.DEVNULL
        try:
            reference_run = subprocess.run(
                [python, os.path.join(HERE, "reftrace.py"), "--max-steps", str(steps), "--max-objects", "1000",
                 "--out", theirs, name, *args],
                cwd=folder, env=reference.environment(), stdin=stdin, capture_output=True, timeout=TIMEOUT)
            if stdin is not subprocess.DEVNULL:
                stdin.seek(0)
            with open(ours, "wb") as out:
                own_run = subprocess.run([binary, "trace", "--json", name, *args], cwd=folder,
                                         env=reference.environment(), stdin=stdin, stdout=out,
                                         stderr=subprocess.PIPE, timeout=TIMEOUT)
        except subprocess.TimeoutExpired as error:
            return "no end within %d s: %s" % (TIMEOUT, error.cmd[1])
        finally:
            if stdin is not subprocess.DEVNULL:
                stdin.close()
        if reference_run.returncode == 70:
            return "reftrace: " + reference_run.stderr.decode("utf-8", "replace")[-300:]
        if own_run.returncode < 0:
            return "lastref trace was killed by signal %d" % -own_run.returncode
        with open(path, encoding="utf-8", errors="replace") as file:
            source = file.read().split("\n")
        text, _, _ = tracediff.compare_files(ours, theirs, source, strict)
        if text and own_run.stderr:
            text += "\n    stderr: " + own_run.stderr.decode("utf-8", "replace").strip().split("\n")[-1][:200]
        return text


def main(arguments):
    strict = "--strict" in arguments
    arguments = [a for a in arguments if a != "--strict"]
    if len(arguments) < 2:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    python = reference.need("run_check")
    binary = os.path.abspath(arguments[0])
    paths = list(expect.tests_in(arguments[1:]))
    passed = failed = left_out = 0
    with ThreadPoolExecutor(JOBS) as pool:
        for path, text in zip(paths, pool.map(lambda p: check(binary, python, p, strict), paths)):
            if text is None:
                passed += 1
            elif text == "left out":
                left_out += 1
            else:
                failed += 1
                print("FAIL", os.path.relpath(path), text)
    if left_out:
        print("%d left out by their own wish" % left_out)
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
