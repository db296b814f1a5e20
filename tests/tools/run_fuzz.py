"""A short run of the fuzzers: python3 run_fuzz.py BINARY [ROUNDS]

Programs of the test corpus are cut, spliced and damaged, then run under the sanitizers with recording on, and walked through by random commands in line mode.
A round passes when nothing crashes: no signal, no sanitizer report, no SystemError, no failed audit. The same seed gives the same rounds; inputs that once
failed are kept in tests/fuzz/corpus and run first. Then keys are typed into the screen at random (fuzz_keys.py).
"""

import concurrent.futures
import glob
import os
import random
import subprocess
import sys
import tempfile

import fuzz_keys

LIMIT = 20  # seconds; a program that runs for ever is no failure
BAD = ("AddressSanitizer", "runtime error:", "SystemError", "audit:", "Segmentation", "please report")
COMMANDS = ("step", "back-step", "next", "back-next", "finish", "back-finish", "size +", "size -", "step 7", "back-step 5", "goto 30%", "goto 3",
            "run", "back-run", "info", "info heap", "print 1+1", "print x", "refs #1", "why #2", "start", "end", "undo", "redo", "until 5",
            "break 3", "break f if x", "watch x", "last x", "biography #3", "info gc", "up", "down", "mark a", "to a", "list", "\0", "goto 99999999999999999999")


def mutate(rng, sources):
    text = rng.choice(sources)
    for _ in range(rng.randint(1, 6)):
        kind = rng.randrange(7)
        if not text:
            text = b"x"
        i, j = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        if kind == 0:
            text = text[:i] + text[j:]
        elif kind == 1:
            text = text[:i] + bytes([rng.randrange(256)]) + text[i + 1:]
        elif kind == 2:
            text = text[:i] + rng.choice((b"(", b")", b"[", b":", b"\n", b"    ", b"lambda ", b"yield ", b"*", b"**", b"@", b"'", b'"""', b"f'{", b"not ", b"del ", b"0x", b"\\", b"\0", b"\xff")) + text[i:]
        elif kind == 3:
            other = rng.choice(sources)
            k = rng.randrange(len(other) + 1)
            text = text[:i] + other[k:k + 400] + text[i:]
        elif kind == 4:
            lines = text.split(b"\n")
            rng.shuffle(lines)
            text = b"\n".join(lines)
        elif kind == 5:
            text = text[:i] + text[i:j] * rng.randint(2, 5) + text[j:]
        else:
            text = text.replace(rng.choice((b"1", b"0", b"2", b"None", b"[]", b"self")), rng.choice((b"-1", b"10**30", b"None", b"''", b"x", b"()")))
    return text[:20000]


def run(binary, arguments, stdin=b""):
    try:
        done = subprocess.run([binary] + arguments, input=stdin, capture_output=True, timeout=LIMIT, cwd=tempfile.gettempdir())
    except subprocess.TimeoutExpired:
        return None
    text = (done.stdout[-20000:] + done.stderr[-20000:]).decode(errors="replace")
    if done.returncode < 0 or done.returncode == 99 or any(word in done.stderr.decode(errors="replace") for word in BAD):
        return "status %d\n%s" % (done.returncode, text[-1500:])
    return None


def round_(binary, number, sources, folder):
    rng = random.Random(number)
    text = mutate(rng, sources)
    path = os.path.join(folder, "fuzz%d.py" % number)
    with open(path, "wb") as f:
        f.write(text)
    problem = run(binary, ["run", "--memory", "64", "--frozen-clock", path])
    if not problem and number % 3 == 0:
        commands = "\n".join(rng.choice(COMMANDS) for _ in range(12)) + "\n"
        problem = run(binary, ["--memory", "64", "--plain", path], commands.encode())
    return path, problem


def main():
    binary = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    corpus = sorted(glob.glob(os.path.join(here, "fuzz/corpus/*.py")))
    sources = [open(p, "rb").read() for p in sorted(glob.glob(os.path.join(here, "lang/**/*.py"), recursive=True)) + corpus]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        results = list(pool.map(lambda p: (p, run(binary, ["run", "--memory", "64", p])), corpus))
        results += list(pool.map(lambda n: round_(binary, n, sources, folder), range(rounds)))
        for path, problem in results:
            if problem:
                failed += 1
                print("%s: %s" % (path, problem))
                if path.startswith(folder):
                    print(open(path, "rb").read().decode(errors="replace")[:1500])
            else:
                passed += 1
    keys_passed, keys_failed, _ = fuzz_keys.run(binary, 1, 8, 40, os.cpu_count() or 2)
    passed, failed = passed + keys_passed, failed + keys_failed
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
