"""Runs programs with the audit of every reference: python3 run_audit.py BINARY SANITIZED DIR-OR-FILE...

A program passes when every object's count equals the holders found, at every instruction and at every event inside a collection; the
examples also with the sanitized binary, at every line, by the whole walk. Output and status of the program do not matter here.
"""

import concurrent.futures
import os
import subprocess
import sys

LIMIT = 400  # seconds a program
LONG = ("sort_order.py", "deep_structures.py", "cycles.py", "growth.py", "recursion.py", "random_floats.py", "random_math.py", "random_ints.py")


def programs(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            if os.path.basename(folder) in ("later", "support", "siblings", "deep"):  # deep: millions of objects, an audit after each takes hours
                continue
            for name in sorted(names):
                if name.endswith(".py") and not name.startswith("_"):
                    yield os.path.join(folder, name)


def audit(binary, level, path):
    """The complaint, or None."""
    try:
        done = subprocess.run([binary, "run", level, "--frozen-clock", "--seed", "1", path], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return "not done after %d seconds" % LIMIT
    said = [line for line in done.stderr.decode(errors="replace").splitlines() if "audit" in line]
    if done.returncode == 99:
        return said[0] if said else "wrong"
    if done.returncode < 0 or done.returncode > 2 and b"Sanitizer" in done.stderr:
        return "killed by signal %d" % -done.returncode
    if level == "--audit-all" and not said:
        return "it did not say how many audits were made"
    if said and said[-1].endswith("the counts held"):
        audits.append(int(said[-1].split()[0]))
    return None


audits = []


def main():
    binary, checked, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.environ["LASTREF_STATS"] = "1"
    todo = [(binary, "--audit-all", p) for p in programs(paths)]
    todo.sort(key=lambda job: os.path.basename(job[2]) not in LONG)  # so that both processors are busy to the end
    todo += [(checked, "--audit", p) for p in programs(paths) if os.path.dirname(p).endswith("examples")]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for job, wrong in zip(todo, pool.map(lambda job: audit(*job), todo)):
            if wrong:
                failed += 1
                print("%s %s: %s" % (job[2], job[1], wrong))
            else:
                passed += 1
    print("%d audits at instructions and events of collections" % sum(audits))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
