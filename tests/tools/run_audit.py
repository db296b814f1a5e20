"""Runs programs with the reference audit at every line: python3 run_audit.py BINARY DIR-OR-FILE...

A program passes when every object's count equals the holders found, at every line event. Its output and status do not matter here.
"""

import concurrent.futures
import os
import subprocess
import sys

LIMIT = 40  # seconds a program


def programs(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            if os.path.basename(folder) in ("later", "support", "siblings"):
                continue
            for name in sorted(names):
                if name.endswith(".py") and not name.startswith("_"):
                    yield os.path.join(folder, name)


def audit(binary, path):
    try:
        done = subprocess.run([binary, "run", "--audit", "--frozen-clock", "--seed", "1", path], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None  # too long to audit at every line; not a verdict
    if done.returncode == 99 or done.returncode < 0:
        return done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["killed by signal %d" % -done.returncode]
    return []


def main():
    binary, paths = sys.argv[1], sys.argv[2:]
    passed = failed = cut = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        todo = list(programs(paths))
        for path, wrong in zip(todo, pool.map(lambda p: audit(binary, p), todo)):
            if wrong is None:
                cut += 1
            elif wrong:
                failed += 1
                print("%s: %s" % (path, wrong[0]))
            else:
                passed += 1
    if cut:
        print("%d programs ran out of time and were not counted" % cut)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
