"""Which Python is the reference: $PYTHON, else Debian's python3, else `python3`; it must be CPython 3.11."""

import json
import os
import shutil
import subprocess
import sys


def find():
    asked = os.environ.get("PYTHON")
    for candidate in [asked] if asked else ["/usr/bin/python3", "python3", "python3.11"]:
        path = shutil.which(candidate)
        if not path:
            continue
        probe = subprocess.run([path, "-c", "import sys; print(sys.implementation.name, *sys.version_info[:2])"],
                               capture_output=True, text=True)
        if probe.stdout.split() == ["cpython", "3", "11"]:
            return path
    return None


def need(tool):
    path = find()
    if path is None:
        sys.exit("%s: needs CPython 3.11 as the reference; set PYTHON to one" % tool)
    return path


def environment():
    """As bare as a first start: fixed hashing, no coloured or buffered surprises, nothing written beside the tests."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env.update(PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8", TZ="UTC", COLUMNS="80")
    return env


def run_traced(python, library, name, records, cwd, steps=0, objects=300, **options):
    """Runs the program `name` under `python` with the tracer (reftrace.so, beside lastref); its records go to the file `records`."""
    with open(records, "wb") as out:
        wish = "%d:%d:%d:0:0::%s" % (out.fileno(), objects, steps, name)
        return subprocess.run([python, name], cwd=cwd, env=dict(environment(), LASTREF_TRACE=wish, LD_PRELOAD=library),
                              pass_fds=(out.fileno(),), stdin=subprocess.DEVNULL, **options)


def read_records(path):
    """The records, and what the program printed after the last one (bytes)."""
    records = []
    with open(path, "rb") as file:
        for line in file:
            records.append(json.loads(line))
            if records[-1]["event"] != "line":
                return records, file.read()[records[-1].get("skip", 0):]
    return records, b""
