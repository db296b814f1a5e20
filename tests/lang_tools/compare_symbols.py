"""Compares our symbol tables with CPython 3.11's `_symtable` module, for every .py file below the given folders (and every
program, separated by lines of "====", in the given .txt files).

    python3 compare_symbols.py SYMDUMP FOLDER_OR_TXT...
"""
import json
import pathlib
import subprocess
import sys
import warnings

import _symtable

warnings.simplefilter("ignore")
KINDS = {0: "function", 1: "class", 2: "module", 3: "annotation"}


def block(entry):
    symbols = [[name, flags & 0x7FF, flags >> 11 & 15] for name, flags in entry.symbols.items()]
    return [KINDS[entry.type], entry.name, entry.lineno, bool(entry.nested), sorted(symbols), list(entry.varnames),
            [block(child) for child in entry.children]]


def sort(mine):
    if isinstance(mine, list):
        mine[4].sort()
        for child in mine[6]:
            sort(child)
    return mine


def expected(source):
    try:
        compile(source, "<string>", "exec", 0x400, True)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    try:
        return block(_symtable.symtable(source, "<string>", "exec"))
    except SyntaxError as e:
        return {"error": [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset or 0]}
    except RecursionError as e:
        return {"error": ["RecursionError", str(e), 0, 0, 0, 0]}


def sources(paths):
    for path in map(pathlib.Path, paths):
        if path.suffix == ".txt":
            yield from path.read_bytes().decode("utf-8", "surrogatepass").split("====\n")
        for file in sorted(path.rglob("*.py")):
            try:
                yield file.read_bytes().decode().replace("\r\n", "\n")
            except UnicodeDecodeError:
                pass


def main():
    sys.setrecursionlimit(1000)
    programs = [s for s in sources(sys.argv[2:]) if "\0" not in s and not any("\ud800" <= c <= "\udfff" for c in s)]
    data = "".join(s + "\0" for s in programs).encode()
    lines = subprocess.run([sys.argv[1]], input=data, capture_output=True, check=True).stdout.decode().split("\n")
    different = 0
    for source, line in zip(programs, lines):
        theirs, mine = expected(source), sort(json.loads(line))
        if mine != theirs:
            different += 1
            if different <= 10:
                print(f"{source[:300]!r}\n   ours   {str(mine)[:1500]}\n   theirs {str(theirs)[:1500]}")
    print(f"{len(programs)} programs, {different} different")
    return different != 0


if __name__ == "__main__":
    sys.exit(main())
