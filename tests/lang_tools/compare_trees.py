"""Compares our syntax trees with CPython 3.11's ast.dump, for every .py file below the given folders.

    python3 compare_trees.py ASTDUMP FOLDER...

A file that CPython refuses must be refused by us too. Prints what differs and a count; the exit status is 1 when
anything does.
"""
import ast
import os
import pathlib
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(100_000)
sys.set_int_max_str_digits(0)


def expected(data):
    try:
        return ast.dump(ast.parse(data), include_attributes=True)
    except (SyntaxError, ValueError):
        return None


def first_difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    return f"\n   ours   …{ours[max(0, at - 150):at + 80]}\n   theirs …{theirs[max(0, at - 150):at + 80]}"


def main():
    tool, folders = sys.argv[1], sys.argv[2:]
    files = different = 0
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*.py")):
            data = path.read_bytes()
            theirs = expected(data)
            run = subprocess.run([tool, path], capture_output=True)
            ours = run.stdout.decode("utf-8", "surrogatepass").rstrip("\n") if run.returncode == 0 else None
            files += 1
            if ours == theirs:
                continue
            different += 1
            if ours is None or theirs is None:
                print(f"{path}: {'refused' if ours is None else 'accepted'} only by us", run.stdout[:200] if ours is None else "")
            else:
                print(f"{path}:{first_difference(ours, theirs)}")
    print(f"{files} files, {different} different")
    return different != 0


if __name__ == "__main__":
    sys.exit(main())
