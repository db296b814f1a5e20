#!/usr/bin/env python3
"""Compare the code objects of tool_disdump with those of the running CPython 3.11, bit for bit:
instructions, locations, exception table, constants, names, flags, stack size.

    disdiff.py TOOL [-n MAX] FILE_OR_DIRECTORY...

Prints the first differences of each file that differs and a count at the end."""

import difflib
import dis
import io
import os
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
CODE = type(compile("", "", "exec"))


def constant(o):
    if isinstance(o, CODE):
        return f"<code {o.co_qualname}>"
    if type(o) is tuple:
        return "(" + "".join(constant(x) + "," for x in o) + ")"
    if type(o) is frozenset:
        return "frozenset(" + "".join(s + "," for s in sorted((repr(x) for x in o), key=lambda s: s.encode("utf-8", "surrogatepass"))) + ")"
    return repr(o)


def describe(code, out):
    out.append(f"C {code.co_name}|{code.co_qualname}")
    out.append(f"I {code.co_argcount} {code.co_posonlyargcount} {code.co_kwonlyargcount} {code.co_nlocals} "
               f"{code.co_stacksize} {code.co_flags} {code.co_firstlineno}")
    out.append("B " + code.co_code.hex())
    out.append("L " + code.co_linetable.hex())
    out.append("X " + code.co_exceptiontable.hex())
    out.append(f"N {code.co_names!r}")
    out.append(f"V {code.co_varnames!r}")
    out.append(f"W {code.co_cellvars!r}")
    out.append(f"Y {code.co_freevars!r}")
    out.append(f"K {len(code.co_consts)}")
    out.extend(constant(c) for c in code.co_consts)
    nested = [c for c in code.co_consts if isinstance(c, CODE)]
    records = [(code, out[:])]
    for c in nested:
        records.extend(describe(c, []))
    return records


def listing(code):
    """Instructions with positions, one a line, without offsets."""
    rows = []
    positions = list(code.co_positions())
    for i in dis.get_instructions(code):
        p = positions[i.offset // 2]
        rows.append(f"{i.opname:28}{i.argrepr if i.argrepr else i.arg!s:30} {tuple(p)}")
    for e in dis._parse_exception_table(code):
        rows.append(f"{e.start}..{e.end} -> {e.target} [{e.depth}] {e.lasti}")
    return rows


def as_code(model, ours):
    """A code object with our bytes in CPython's clothes, for dis."""
    field = {line[0]: line[2:] for line in ours if line[1:2] == " "}
    try:
        consts = next(i for i, line in enumerate(ours) if line.startswith("K "))
        names = tuple(eval(field["N"]))
        return model.replace(co_code=bytes.fromhex(field["B"]), co_linetable=bytes.fromhex(field["L"]),
                             co_exceptiontable=bytes.fromhex(field["X"]), co_names=names,
                             co_consts=tuple(ours[consts + 1:]) or (None,))
    except Exception as e:  # the bytes may be beyond what dis can show
        return e


def show(code, theirs, ours, limit):
    print(f"  {code.co_qualname} (line {code.co_firstlineno})")
    for a, b in zip(theirs, ours):
        if a != b and a[:2] not in ("B ", "L ", "X "):
            print("    CPython:", a[:300])
            print("    lastref:", b[:300])
    if len(theirs) != len(ours):
        print(f"    {len(theirs)} lines against {len(ours)}")
    if theirs[2:5] != ours[2:5]:
        other = as_code(code, ours)
        if isinstance(other, Exception):
            print("    not showable:", other)
            return
        try:
            diff = difflib.unified_diff(listing(code.replace(co_consts=tuple(map(constant, code.co_consts)))), listing(other), "CPython", "lastref", n=3, lineterm="")
            for n, line in enumerate(diff):
                if n > limit:
                    break
                print("    " + line)
        except Exception as e:
            print("    not showable:", e)


def split(text):
    """Output of the tool: {path: [record, ...]}"""
    files = {}
    records = None
    for line in text.split("\n"):
        if line.startswith("F "):
            records = files[line[2:]] = []
        elif records is None:
            continue
        elif line.startswith("E "):
            records.append([line])
        elif line.startswith("C "):
            records.append([line])
        elif records and line:
            records[-1].append(line)
    return files


def main():
    args = sys.argv[1:]
    tool = args.pop(0)
    limit, shown, max_shown = 40, 0, 8
    if args and args[0] == "-n":
        args.pop(0)
        max_shown = int(args.pop(0))
    paths = []
    for a in args:
        if os.path.isdir(a):
            for root, dirs, names in os.walk(a):
                dirs.sort()
                paths.extend(os.path.join(root, n) for n in sorted(names) if n.endswith(".py"))
        else:
            paths.append(a)
    sys.setrecursionlimit(1000)
    total = bad = codes = errors = 0
    for start in range(0, len(paths), 40):
        chunk = paths[start:start + 40]
        result = subprocess.run([tool, "-"], input="\n".join(chunk).encode(), capture_output=True)
        files = split(result.stdout.decode("utf-8", "surrogatepass"))
        if result.returncode:
            known = [p for p in chunk if p in files]
            reached = known[-1] if known else chunk[0]
            print("the tool ended with", result.returncode, "at", reached, result.stderr.decode(errors="replace")[-1500:])
            chunk = chunk[:chunk.index(reached) + 1]
        for path in chunk:
            total += 1
            with open(path, "rb") as f:
                source = f.read()
            ours = files.get(path)
            try:
                code = compile(source, "<test>", "exec", dont_inherit=True)
            except Exception as e:
                errors += 1
                text = f"E {type(e).__name__} {e!r}"
                if not ours or ours[0][0].split()[1] != type(e).__name__:
                    bad += 1
                    print(f"{path}: CPython {text[:200]}, lastref {ours[0][0][:200] if ours else None}")
                continue
            theirs = describe(code, [])
            codes += len(theirs)
            if ours is None or len(ours) == 1 and ours[0][0].startswith("E "):
                bad += 1
                print(f"{path}: {ours[0][0][:300] if ours else 'no code'}")
                continue
            wrong = [(c, t, o) for (c, t), o in zip(theirs, ours) if t != o]
            if not wrong and len(theirs) == len(ours):
                continue
            bad += 1
            shown += 1
            if shown <= max_shown:
                print(f"{path}: {len(wrong)} code objects differ, {len(theirs)} against {len(ours)}")
                for c, t, o in wrong[:2]:
                    show(c, t, o, limit)
    print(f"{total} files, {codes} code objects, {errors} that CPython refuses; {bad} files differ")
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
