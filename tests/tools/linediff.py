#!/usr/bin/env python3
"""Compare the line events of tool_linetrace with those CPython 3.11 reports to sys.settrace.

    linediff.py TOOL FILE...
"""
import contextlib
import io
import os
import subprocess
import sys


def reference(path):
    events = []
    source = open(path, "rb").read()
    code = compile(source, path, "exec", dont_inherit=True)

    def tracer(frame, event, arg):
        if frame.f_code.co_filename != path:
            return None
        if event == "line":
            events.append((frame.f_code.co_name, frame.f_lineno))
        return tracer

    space = {"__name__": "__main__", "__file__": path, "__builtins__": __builtins__}
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        sys.settrace(tracer)
        try:
            exec(code, space)
        except BaseException:
            pass
        finally:
            sys.settrace(None)
    return events


def ours(tool, path):
    run = subprocess.run([tool, path], capture_output=True, stdin=subprocess.DEVNULL)
    events = []
    for line in run.stdout.decode().splitlines():
        name, number = line.split("\t")
        events.append((name, int(number)))
    return events, run


def main():
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets of str
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    tool, *paths = sys.argv[1:]
    bad = total = 0
    for path in paths:
        want = reference(path)
        got, run = ours(tool, path)
        total += len(want)
        if got == want:
            continue
        bad += 1
        for i, (a, b) in enumerate(zip(want, got)):
            if a != b:
                print(f"{path}: event {i}: CPython {want[max(0, i - 3):i + 5]}")
                print(f"{' ' * len(path)}           lastref {got[max(0, i - 3):i + 5]}")
                break
        else:
            print(f"{path}: {len(want)} events against {len(got)}; CPython goes on {want[len(got):][:4]}, lastref {got[len(want):][:4]}",
                  run.stderr.decode(errors="replace")[-300:])
    print(f"{len(paths)} programs, {total} line events; {bad} programs differ")
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
