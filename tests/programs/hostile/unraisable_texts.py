# stderr: whole
# What is printed of exceptions that __del__ lets escape: type, text and traceback, without causes, notes or groups.
class Outer:
    class Inner(Exception):
        pass
class S:
    def __init__(self, e): self.e = e
    def __del__(self): raise self.e
class NoText(Exception):
    def __str__(self): raise KeyError
class Odd(Exception):
    def __str__(self): return 5
class Mod(Exception):
    __module__ = "some.where"
class BadMod(Exception):
    __module__ = 5
n = ValueError("noted"); n.add_note("a note")
for e in (ValueError(), ValueError(""), Outer.Inner("x"), NoText(), Odd(), Mod("m"), BadMod("b"), n, SyntaxError("bad", ("f", 1, 2, "text\n")), ExceptionGroup("g", [ValueError(1)]), KeyError("k"), SystemExit(4), KeyboardInterrupt(), GeneratorExit(), ImportError("i", name="x"), UnicodeDecodeError("utf8", b"x", 0, 1, "r"), ValueError("a\nb"), ValueError("\udc80")):
    s = S(e)
    del s, e
import sys
s = S(OSError(2, "no"))
sys.unraisablehook = lambda u: sys.__unraisablehook__(u)
del s
