# Texts of tracebacks.
import traceback, sys, io
def f(n): return 1 / n
def g():
    try: f(0)
    except ZeroDivisionError as e: raise ValueError("bad") from e
try: g()
except ValueError as e:
    print(traceback.format_exc()); traceback.print_exc(file=sys.stdout); print(traceback.format_exception(e)); print(traceback.format_exception_only(e)); print(traceback.format_exception_only(type(e), e))
    for fr in traceback.extract_tb(e.__traceback__): print(fr, fr.line, fr.lineno, fr.name)
    traceback.print_tb(e.__traceback__, file=sys.stdout); print(traceback.format_tb(e.__traceback__, limit=1)); print("".join(traceback.format_exception(type(e), e, e.__traceback__, chain=False)))
    te = traceback.TracebackException.from_exception(e); print(str(te), list(te.format_exception_only()), len(te.stack), te.exc_type, te.__cause__)
def st(): traceback.print_stack(file=sys.stdout); print(traceback.extract_stack()[-1].name, traceback.format_stack()[-1])
st()
def rec(n):
    if n: rec(n - 1)
    else: raise KeyError("deep")
try: rec(10)
except KeyError: traceback.print_exc(file=sys.stdout)
try:
    try: {}["a"]
    except KeyError: [][1]
except IndexError: traceback.print_exc(file=sys.stdout)
try: eval("1 +")
except SyntaxError as e: traceback.print_exc(file=sys.stdout); print(traceback.format_exception_only(e))
try: raise ExceptionGroup("eg", [ValueError(1), TypeError("t")])
except ExceptionGroup as e: traceback.print_exc(file=sys.stdout)
e = ValueError("n"); e.add_note("note 1"); e.add_note("two\nlines"); print(traceback.format_exception(e)); print(traceback.format_exc())
a = [1]; d = {}
try:
    x = a[0] + a[5] * 2
except IndexError: print(traceback.format_exc())
try:
    d["x"]["y"]
except KeyError: print(traceback.format_exc(limit=1))
try: print((1 +
    None))
except TypeError: traceback.print_exc(file=sys.stdout)
class MyErr(Exception):
    def __str__(self): return "custom"
try: raise MyErr
except MyErr: print(traceback.format_exc().splitlines()[-1])
try: raise Exception
except Exception: print(traceback.format_exc().splitlines()[-1])
try: traceback.print_exception(3)
except TypeError as e: print(e)
print(traceback.format_list([("f.py", 3, "fn", "code here")]), traceback.format_exception(None))
