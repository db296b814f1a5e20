"""Prove that reftrace measures an undisturbed program.

    python3 reftrace_selftest.py REFTRACE.SO DIR-OR-FILE...

For each program: (1) traced and untraced runs print the same text and leave the same status; (2) wherever a
line of the program reads `print(sys.getrefcount(NAME))`, the number it printed in the *untraced* run is one
more (the argument) than the `refs` of that name in the record made before the line ran.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reference

ADDRESS = re.compile("0x[0-9a-f]+")
ASK = re.compile(r"\s*print\(sys\.getrefcount\((\w+)\)\)\s*$")


def programs(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                yield from (os.path.join(folder, n) for n in sorted(names) if n.endswith(".py"))
        else:
            yield path


def check(library, path):
    environment = reference.environment()
    folder, name = os.path.split(os.path.abspath(path))
    plain = subprocess.run([sys.executable, name], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                           capture_output=True, timeout=120)
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        traced = reference.run_traced(sys.executable, library, name, out.name, folder, 4000, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE, timeout=300)
        records, rest = reference.read_records(out.name)
    whole = records[-1]["event"] == "end"
    if whole and plain.returncode != traced.returncode:
        return "status %d, traced %d\n%s" % (plain.returncode, traced.returncode, traced.stderr.decode()[-500:]), 0
    text = plain.stdout.decode("utf-8", "replace")
    seen = "".join(r["output"] for r in records).replace("\u2400", "\0") + rest.decode("utf-8", "replace")
    if not whole:
        text = text[:len(seen)]
    if text != seen and ADDRESS.sub("0x", text) != ADDRESS.sub("0x", seen):
        for number, (a, b) in enumerate(zip(text.splitlines(), seen.splitlines())):
            if ADDRESS.sub("0x", a) != ADDRESS.sub("0x", b):
                return "output line %d: %r, traced %r" % (number + 1, a, b), 0
        return "output differs in length", 0
    lines = open(path, encoding="utf-8", errors="replace").read().splitlines()
    asked = 0
    for here, after in zip(records, records[1:]):
        if here["event"] != "line":
            break
        match = ASK.match(lines[here["line"] - 1])
        if match:
            for frame in (here["frames"][-1], here["frames"][0]):
                tags = [n["object"] for n in frame["names"] if n["name"] == match[1]]
                if tags:
                    break
            else:
                continue
            said = int(after["output"].split("\n")[0])
            read = here["objects"][str(tags[0])]["refs"]
            asked += 1
            if said != read + 1:
                return "line %d: getrefcount(%s) printed %d, refs read %d" % (here["line"], match[1], said, read), asked
    return None, asked


def main():
    failed = total = asked = 0
    for path in programs(sys.argv[2:]):
        try:
            problem, count = check(os.path.abspath(sys.argv[1]), path)
        except subprocess.TimeoutExpired:
            problem, count = "no end", 0
        total += 1
        asked += count
        if problem:
            failed += 1
            print("%s: %s" % (path, problem))
    print("%d passed, %d failed (%d counts compared)" % (total - failed, failed, asked))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
