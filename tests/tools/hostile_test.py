"""Programs that attack the debugger: commands through line mode, and what must and must not be said.

    python3 hostile_test.py BINARY

Also questions (`print`) about what is outside the program. The last line is `N passed, N failed`.
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(os.path.dirname(HERE), "hostile")
NAMES = ("one", "two", "listed", "table", "table2", "text", "number", "error", "copied", "same")
VIEWS = [view for name in NAMES for view in ("refs " + name, "biography " + name, "why " + name, "graph " + name, "map " + name,
                                             "copies " + name, "sharing one " + name, "copies one " + name)]
VIEWS += ["info", "info names", "info heap", "info gc", "graph", "copies", "sharing", "map all", "log all", "list", "gc"]

# (name, program, options, commands, texts that must come in this order, text that must not come)
CASES = [
    ("views run no code of the program", "views.py", [],
     ["until 150"] + VIEWS + ["step", "back-step"] + VIEWS + ["info output", "end", "info output"],
     ["Next, line 150: armed = False", "Hostile <Hostile name='one', parts=['one']>", "its count is 6", "(lastref) info output\n(lastref) end\n",
      "Printed: end.", "info output\nend\n"], "CALLED"),
    ("questions run it on a copy", "views.py", [],
     ["until 150", "print one", "print one == two", "print hash(one)", "print table", "print listed", "break 151 if one", "when one", "refs one", "end",
      "info output"],
     ["RuntimeError: __repr__", "RuntimeError: __eq__", "RuntimeError: __hash__", "not found: we are where we were", "its count is 6", "info output\nend\n"],
     "CALLED"),
    ("questions see nothing of the world", "views.py", [],
     ["until 150", 'print print("seen")', 'print open("views.py")', "print [x for x in iter(int, 1)]",
      'print __import__("time").sleep(100)', "print (lambda f: f(f))(lambda f: f(f))", 'print __import__("sys").stderr.write("a")', "info output",
      "print 6 * 7", "end", "info output"],
     ["None", "FileNotFoundError",
      "no answer within 2 seconds: the question was given up, nothing has changed", "None", "RecursionError", "1", "info output\n(lastref) print 6 * 7\n42\n", "info output\nend\n"],
     "seen\n"),
    ("__del__ that runs for ever", "forever.py", [],
     ["until 10", "step 300", "info frames", "print n", "back-step 100", "print n", "start", "step 3", "info frames"],
     ["del x", "> __del__, line 4", "149", "99", "Nothing of the program has run yet", "> <module>"], "never"),
    ("a leak up to the memory budget", "leak.py", ["--memory", "16"],
     ["end", "info gc", "back-step 5", "goto 50%", "print count > 20", "start", "step 30", "print count", "end"],
     ["MemoryError() is raised", "exit status 1", "generation 2: 0 collections", "count += 1", "True", "Nothing of the program has run yet", "4\n",
      "MemoryError() is raised"], "Segmentation"),
    ("a list a hundred thousand deep", "deep.py", [],
     ["until 5", "print repr(x)", "print x == [x]", "refs x", "why x", "graph x", "sharing", "copies x", "info", "step", "info names", "back-step", "biography x", "end"],
     ["RecursionError", "its count is 1", "Next, line 6", "The program has come to its end with exit status 0"], "Traceback"),
]


def failures(binary, program, options, commands, texts, never):
    process = subprocess.run([binary, *options, "--commands", "/dev/stdin", program], cwd=PROGRAMS, input="\n".join(commands + ["quit", ""]),
                             capture_output=True, text=True, timeout=120)
    at = 0
    if process.returncode < 0 or "Sanitizer: " in process.stderr or "runtime error" in process.stderr:
        yield "ended with %d: %s" % (process.returncode, process.stderr[-600:])
    # What was typed is shown as well: it must not stand for an answer.
    shown = process.stdout
    for text in texts:
        found = shown.find(text, at)
        if found < 0:
            yield "not said after %r: %r" % (shown[max(0, at - 60):at], text)
            return
        at = found + len(text)
    if never in "\n".join(l for l in shown.split("\n") if not l.startswith("(lastref)")) + "\n":
        yield "said: %r" % never


def main(arguments):
    if len(arguments) != 2:
        sys.stderr.write(__doc__.strip() + "\n")
        return 2
    passed = failed = 0
    for name, *case in CASES:
        wrong = list(failures(os.path.abspath(arguments[1]), *case))
        passed, failed = passed + (not wrong), failed + bool(wrong)
        for line in wrong:
            print("FAIL %s\n    %s" % (name, line))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
