# stderr: whole
# __del__ while the interpreter ends: names may be gone, errors are reported, nothing crashes.
import atexit
import gc
import sys
import weakref


class Late:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, Late is not None)


class Fails:
    def __del__(self):
        raise ValueError("too late")


class Resurrects:
    keep = []

    def __del__(self):
        print("resurrects")
        Resurrects.keep.append(self)


class Imports:
    def __del__(self):
        try:
            import json
            print("import worked", json.dumps([1]))
        except Exception as error:
            print(type(error).__name__, error)


class MakesMore:
    def __init__(self, left):
        self.left = left

    def __del__(self):
        print("more", self.left)
        if self.left:
            MakesMore(self.left - 1)


class UsesGlobal:
    def __del__(self):
        print("global", sorted(k for k in globals() if k in ("zz_late", "aa_first")))
        zz_late


def generator():
    try:
        yield
    finally:
        print("generator closed")


@atexit.register
def leaving():
    print("atexit", first.name)


@atexit.register
def leaving_badly():
    raise KeyError("in atexit")


first = Late("first")
cycle = Late("cycle")
cycle.me = cycle
fails = Fails()
resurrects = Resurrects()
imports = Imports()
more = MakesMore(3)
uses = UsesGlobal()
running = generator()
next(running)
finalizer = weakref.finalize(first, print, "finalize")
in_class = type("Holder", (), {"late": Late("in a class")})
sys.kept = Late("kept by a module")
print("end of the program")
