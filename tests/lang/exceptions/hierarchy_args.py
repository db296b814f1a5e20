# Built-in exceptions: bases, args, str, repr, attributes.
names = """BaseException SystemExit KeyboardInterrupt GeneratorExit Exception StopIteration StopAsyncIteration ArithmeticError FloatingPointError OverflowError
ZeroDivisionError AssertionError AttributeError BufferError EOFError ImportError ModuleNotFoundError LookupError IndexError KeyError MemoryError NameError
UnboundLocalError OSError BlockingIOError ChildProcessError ConnectionError BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError ReferenceError RuntimeError
NotImplementedError RecursionError SyntaxError IndentationError TabError SystemError TypeError ValueError UnicodeError UnicodeDecodeError UnicodeEncodeError
UnicodeTranslateError Warning BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning
SyntaxWarning UnicodeWarning UserWarning BaseExceptionGroup ExceptionGroup EnvironmentError IOError""".split()
import builtins
for n in names:
    c = getattr(builtins, n)
    print(n, "<-", c.__bases__[0].__name__, c.__module__, c.__name__)
for e in (ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), KeyError("k", 2), KeyError(), OSError(2, "msg"), OSError(2, "msg", "file"), OSError("one"), OSError(13, "x"), OSError(2, "m", "f1", None, "f2"), StopIteration(5), SystemExit(3), ImportError("m", name="n", path="p"), NameError("n", name="q"), AttributeError("a", name="b", obj=5), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), UnicodeEncodeError("ascii", "aé", 1, 2, "bad"), UnicodeTranslateError("aé", 1, 2, "bad"), SyntaxError("msg", ("f.py", 3, 4, "code")), SyntaxError("only"), IndexError(["x"])):
    print(type(e).__name__, "|", str(e), "|", repr(e), "|", e.args)
e = OSError(2, "No such file", "name.txt"); print(e.errno, e.strerror, e.filename, type(e).__name__, isinstance(e, FileNotFoundError))
print(type(OSError(17, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(1, "x")).__name__, type(OSError(999, "x")).__name__, type(OSError(32, "x")).__name__)
s = SyntaxError("msg", ("f.py", 3, 4, "code", 3, 6)); print(s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset)
print(StopIteration(7).value, StopIteration().value, SystemExit(4).code, SystemExit().code, SystemExit(1, 2).code, ImportError("x", name="y").name, KeyError("a").args[0])
class Mine(Exception):
    def __init__(self, a, b=2): super().__init__(a); self.b = b
    def __str__(self): return f"mine {self.args} {self.b}"
m = Mine(1); print(m, repr(m), m.args, m.b)
m.args = (7, 8); print(m.args, repr(m), Mine(1, b=3).b)
class NoInit(ValueError): pass
print(repr(NoInit(1, 2)), NoInit("x"), NoInit.__mro__[1].__name__)
for f in (lambda: ValueError(x=1), lambda: UnicodeDecodeError(1), lambda: ImportError("a", foo=1), lambda: setattr(ValueError(), "args", 5), lambda: SyntaxError("m", 5), lambda: UnicodeEncodeError("a", b"b", 0, 1, "c"), lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [1]), lambda: BaseException().nope):
    try: f(); print("fine")
    except Exception as x: print(type(x).__name__, x)
e = ValueError("v"); e.add_note("note 1"); e.add_note("note 2"); print(e.__notes__)
try: e.add_note(5)
except TypeError as x: print(x)
try:
    [][1]
except LookupError as x: print(type(x).__name__, isinstance(x, Exception), x.__traceback__ is not None)
e = ValueError(); e.custom = 1; print(e.__dict__, ValueError("a") == ValueError("a"), hash(e) == hash(e), bool(e))
