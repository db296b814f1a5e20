"""Write what CPython 3.11 does with each test program beside it; never edit these files by hand.

    python3 make_expectations.py [--check] FILE-OR-FOLDER...

For NAME.py: NAME.out is its standard output; NAME.err, present only when there was any, is the last line of
its standard error; NAME.full_err, present only when the program's first line is `# stderr: whole`, is all of it;
NAME.status is its exit status, present only when it is not 0. A program is run in its own folder as
`python3 NAME.py`, with NAME.in as its standard input if that exists and `# args: ...` in its first lines as arguments.
The test's own folder is left out of paths, and addresses are written as 0xADDRESS.
Files whose name starts with "_" and folders named `pkg*` are helpers that tests import.
With --check nothing is written: the exit status tells whether the files are up to date.
"""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reference


def tests_in(paths):
    for path in paths:
        if not os.path.isdir(path):
            if path.endswith(".py"):
                yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(f for f in folders if not f.startswith(("pkg", "_", ".")))
            for name in sorted(names):
                if name.endswith(".py") and not name.startswith("_"):
                    yield os.path.join(folder, name)


def directives(path):
    """Arguments and options a test asks for in the comment lines at its top."""
    args, whole = [], False
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            if not line.startswith("#"):
                break
            if line.startswith("# args:"):
                args = line[7:].split()
            elif line.strip() == "# stderr: whole":
                whole = True
    return args, whole


def run(command, path, timeout=60):
    """Run `command NAME.py ARGS` in the test's folder; (stdout, stderr, status)."""
    folder, name = os.path.split(os.path.abspath(path))
    args, _ = directives(path)
    given = os.path.splitext(path)[0] + ".in"
    stdin = open(given, "rb") if os.path.exists(given) else subprocess.DEVNULL
    try:
        done = subprocess.run([*command, name, *args], cwd=folder, env=reference.environment(), stdin=stdin,
                              capture_output=True, timeout=timeout)
    finally:
        if stdin is not subprocess.DEVNULL:
            stdin.close()
    return portable(done.stdout, folder), portable(done.stderr, folder), done.returncode


def portable(text, folder):
    """The text without what differs from one checkout and one run to the next: the test's folder, addresses."""
    text = text.replace(os.fsencode(folder) + b"/", b"")
    return re.sub(rb"(\bat|\bobject|<\w+) 0x[0-9a-f]{5,}", rb"\1 0xADDRESS", text)


def last_line(stderr):
    lines = stderr.rstrip(b"\n").split(b"\n")
    return lines[-1] + b"\n" if lines[-1] else b""


def expectations(path, result):
    """{suffix: bytes or None}: the files that record a result."""
    stdout, stderr, status = result
    _, whole = directives(path)
    return {
        ".out": stdout,
        ".err": last_line(stderr) or None,
        ".full_err": stderr if whole else None,
        ".status": b"%d\n" % status if status else None,
    }


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def main(arguments):
    check = "--check" in arguments
    paths = [a for a in arguments if a != "--check"]
    if not paths:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    python = reference.need("make_expectations")
    stale = total = 0
    for path in tests_in(paths):
        total += 1
        wanted = expectations(path, run([python], path))
        for suffix, data in wanted.items():
            name = os.path.splitext(path)[0] + suffix
            if read(name) == data:
                continue
            stale += 1
            if check:
                print("out of date:", name)
            elif data is None:
                os.remove(name)
            else:
                with open(name, "wb") as file:
                    file.write(data)
    print("%d programs, %d files %s" % (total, stale, "out of date" if check else "written"))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
