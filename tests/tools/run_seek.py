"""Random seeks: python3 run_seek.py RELEASE SANITIZED DIR [MADE]

Runs `selfcheck` over the programs of DIR: with the adaptive checkpoints, with one at every few lines, and under a tiny budget. 10,000 seeks
in all with the release binary (and 60 over every program of MADE, short ones made at random, in one way after another), some more with the sanitized one. A program passes when the state at a position never depended on the path.
"""

import os
import subprocess
import sys

SEEKS = 10000


def run(binary, path, seeks, options):
    done = subprocess.run([binary, "selfcheck", "--max-steps", str(seeks), "--audit"] + options + [path], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=600)
    text = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
    return done.returncode, text[-3:]


def main():
    release, checked, folder = sys.argv[1:4]
    made = sys.argv[4] if len(sys.argv) > 4 else None
    programs = [os.path.join(folder, n) for n in sorted(os.listdir(folder)) if n.endswith(".py")]
    ways = [[], ["--checkpoint-every", "7"], ["--history", "2"], ["--no-record"]]
    shares = [0.55, 0.2, 0.2, 0.05]
    passed = failed = 0
    for i, name in enumerate(sorted(os.listdir(made)) if made else []):
        way = ways[i % len(ways)]
        status, text = run(release, os.path.join(made, name), 60, way)
        passed, failed = passed + (not status), failed + (status != 0)
        if status:
            print("%s %s\n%s" % (name, " ".join(way), "\n".join(text)))
    for path in programs:
        for way, share in zip(ways, shares):
            seeks = max(20, int(SEEKS * share / len(programs)) + 1)
            status, text = run(release, path, seeks, way)
            name = "%s %s" % (os.path.basename(path), " ".join(way))
            print("%s: %s" % (name, text[-1] if text else "nothing printed"))
            if status:
                failed += 1
                print("\n".join(text))
            else:
                passed += 1
        if os.path.basename(path) in ("collections.py", "cycles.py"):  # from any event of a collection to any other
            for binary, jumps in ((release, 3000), (checked, 30)):
                status, text = run(binary, path, jumps, ["--collections"])
                print("%s --collections: %s" % (os.path.basename(path), text[-1] if text else "nothing printed"))
                passed, failed = (passed, failed + 1) if status else (passed + 1, failed)
        status, text = run(checked, path, 20, [])
        if status:
            failed += 1
            print("%s, sanitized: %s" % (os.path.basename(path), "\n".join(text)))
        else:
            passed += 1
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
