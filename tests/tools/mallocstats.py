"""sys._debugmallocstats() of lastref: the layout of this Python's own, and numbers that add up.

    python3 mallocstats.py LASTREF-BINARY
"""

import os
import re
import subprocess
import sys
import tempfile

PROGRAM = """import sys
kept = [[] for i in range(40)], [(i, i) for i in range(30)], [float(i) for i in range(200)], [bytes(n) for n in range(0, 480, 16)]
one, two, three = kept[0][0], kept[1][0], kept[2][0]
del kept
sys._debugmallocstats()
"""


def number(text):
    return int(text.replace(",", ""))


def layout(text):
    """The lines without their numbers; rows of the table of classes, which differ in how many there are, once."""
    lines = []
    for line in text.split("\n"):
        line = re.sub(r"[0-9][0-9,]*", lambda m: "N" * len(m[0]) if line.startswith("Small") else "N", line)
        line = re.sub(r" +N", " N", line)
        if not lines or line != lines[-1]:
            lines.append(line)
    return lines


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "stats.py")
        with open(path, "w") as file:
            file.write(PROGRAM)
        ours = subprocess.run([binary, "run", path], capture_output=True, text=True, check=True).stderr
        theirs = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True).stderr
    ours = "".join(line for line in ours.splitlines(True) if not line.startswith("=="))  # the sanitizers' own remarks
    wrong = []

    def check(what, condition):
        if not condition:
            wrong.append(what)

    for a, b in zip(layout(ours) + ["(end)"], layout(theirs) + ["(end)"]):
        if a != b:
            wrong.append(f"layout: {a!r} instead of {b!r}")
            break
    values = {}
    total = 0
    for line in ours.split("\n"):
        if "=" in line and not line.startswith("Small"):
            check(f"width of {line!r}", len(line) in (57, 71))
            name, value = line.split("=")
            values.setdefault(name.strip(), number(value))
            product = re.search(r"([0-9]+) .*\* ([0-9]+) bytes", name)
            if product:
                check(f"product in {line!r}", number(value) == int(product[1]) * int(product[2]))
    classes = [list(map(int, m)) for m in re.findall(r"^ +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)$", ours, re.M)]
    for index, size, pools, used, free in classes:
        check(f"class {index}: size", size == (index + 1) * 16)
        check(f"class {index}: blocks of its pools", used + free == pools * ((16384 - 48) // size))
    check("allocated bytes", values["# bytes in allocated blocks"] == sum(c[1] * c[3] for c in classes))
    check("available bytes", values["# bytes in available blocks"] == sum(c[1] * c[4] for c in classes))
    arenas = values["# arenas allocated current"]
    pools = sum(c[2] for c in classes)
    check("pools", (pools + next(int(n.split()[0]) for n in values if "unused pools" in n)) == arenas * 64)
    check("the first total is the memory of the arenas", values["Total"] == arenas << 20)
    for what in ("free PyListObjects", "free 2-sized PyTupleObjects", "free PyFloatObjects"):
        line = next(l for l in theirs.split("\n") if what in l)
        mine = next(l for l in ours.split("\n") if what in l)
        check(f"{what}: size", re.search(r"\* (\d+)", line)[1] == re.search(r"\* (\d+)", mine)[1])
        total += int(mine.split()[0])
    # 39 lists, 29 pairs, and 100 of the 199 floats wait for the next of their type.
    check(f"dead objects kept: {total}", total >= 39 + 29 + 100)
    for text in wrong:
        print(text)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
