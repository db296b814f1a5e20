#!/usr/bin/env python3
"""Compare the line events of `lastref trace --json FILE` with those CPython 3.11 reports to sys.settrace.

    linediff.py LASTREF FILE...
"""
import contextlib
import io
import json
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
    run = subprocess.run([tool, "trace", "--json", path], capture_output=True, stdin=subprocess.DEVNULL)
    events = []
    for line in run.stdout.splitlines():
        if not line.startswith(b"{"):
            continue
        record = json.loads(line)
        if record.get("event") == "line":
            events.append((record["function"], record["line"]))
    return events, run


def main():
    tool, *paths = sys.argv[1:]
    bad = total = 0
    for path in paths:
        want = reference(path)
        got, run = ours(tool, path)
        # After the program, the end of the module may still run finalizers; only what CPython reported counts.
        total += len(want)
        if got[:len(want)] == want and len(got) == len(want):
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
