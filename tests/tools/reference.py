"""Which Python is the reference: $PYTHON, else Debian's python3, else `python3`; it must be CPython 3.11."""

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
