"""Runs programs with the audit of every reference: python3 run_audit.py BINARY SANITIZED DIR-OR-FILE...

A program passes when every object's count equals the holders found, at every instruction, at every event inside a collection and wherever
code of the program could run in between; the examples also with the sanitized binary, at every line, by the whole walk. Hostile programs
and those about memory once more with a collection at every second new object, all programs so with the sanitized binary, which overwrites
what is freed. Output and status of the program do not matter here.
"""

import concurrent.futures
import os
import subprocess
import sys

LIMIT = 400  # seconds a program
LINES = ("million_deep.py",)  # 160 million instructions: audited at every line
OFTEN = ["--collect-every", "1"]
LONG = ("sort_order.py", "deep_structures.py", "cycles.py", "growth.py", "recursion.py", "random_floats.py", "random_math.py", "random_ints.py")


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


def audit(binary, level, path, more):
    """The complaint, or None."""
    if level == "--audit-all" and os.path.basename(path) in LINES:
        level = "--audit-lines"
    command = [binary, "run"] + ([level] if level else []) + more
    try:
        done = subprocess.run(command + ["--frozen-clock", "--seed", "1", path], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return "not done after %d seconds" % LIMIT
    said = [line for line in done.stderr.decode(errors="replace").splitlines() if "audit" in line]
    if done.returncode == 99:
        return said[0] if said else "wrong"
    if done.returncode < 0 or done.returncode > 2 and b"Sanitizer" in done.stderr:
        return "killed by signal %d" % -done.returncode
    if level.startswith("--audit-") and not said:
        return "it did not say how many audits were made"
    if said and said[-1].endswith("the counts held"):
        audits.append(int(said[-1].split()[0]))
    return None


audits = []


def main():
    binary, checked, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.environ["LASTREF_STATS"] = "1"
    todo = [(binary, "--audit-all", p, []) for p in programs(paths)]
    todo.sort(key=lambda job: os.path.basename(job[2]) not in LONG and "/deep/" not in job[2])  # so that both processors are busy to the end
    todo += [(checked, "--audit", p, []) for p in programs(paths) if os.path.dirname(p).endswith("examples")]
    todo += [(binary, "--audit-all", p, OFTEN) for p in programs(paths) if os.path.basename(os.path.dirname(p)) in ("hostile", "memory")]
    todo += [(checked, "", p, OFTEN) for p in programs(paths) if "/deep" not in p]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for job, wrong in zip(todo, pool.map(lambda job: audit(*job), todo)):
            if wrong:
                failed += 1
                print("%s %s: %s" % (job[2], " ".join([job[1]] + job[3]), wrong))
            else:
                passed += 1
    print("%d audits at instructions and events of collections" % sum(audits))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
