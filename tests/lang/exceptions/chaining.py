# __context__, __cause__, suppression; what each raise does to them.
def show(e, depth=0):
    print("  " * depth + repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), "suppress", e.__suppress_context__)
def implicit():
    try: 1 / 0
    except ZeroDivisionError: raise KeyError("k")
def explicit():
    try: 1 / 0
    except ZeroDivisionError as e: raise KeyError("k") from e
def from_none():
    try: 1 / 0
    except ZeroDivisionError: raise KeyError("k") from None
def from_class():
    raise KeyError("k") from ValueError
def in_finally():
    try: raise ValueError("v")
    finally: raise KeyError("k")
def three():
    try:
        try: raise ValueError("1")
        except ValueError: raise KeyError("2")
    except KeyError: raise IndexError("3")
def reraise():
    try: raise ValueError("v")
    except ValueError as e:
        try: raise KeyError("inner")
        except KeyError: pass
        raise
def same():
    e = ValueError("same")
    try: raise e
    except ValueError: raise e
def else_clause():
    try: pass
    except ValueError: pass
    else: raise KeyError("from else")
def helper():
    raise TypeError("in helper")
def call_in_handler():
    try: raise ValueError("v")
    except ValueError: helper()
for f in (implicit, explicit, from_none, from_class, in_finally, three, reraise, same, else_clause, call_in_handler):
    try: f()
    except Exception as e:
        print(f.__name__)
        d = 1
        while e is not None and d < 5:
            show(e, d)
            e, d = e.__cause__ or e.__context__, d + 1
for bad in (lambda: exec("raise ValueError from 5"), lambda: exec("raise 5"), lambda: exec("raise 'text'"), lambda: exec("raise None"), lambda: exec("raise int"), lambda: setattr(ValueError(), "__cause__", 5), lambda: setattr(ValueError(), "__context__", "x"), lambda: setattr(ValueError(), "__traceback__", 5)):
    try: bad()
    except TypeError as e: print(e)
e = ValueError("w"); r = e.with_traceback(None); print(r is e, e.__traceback__)
e.__cause__ = KeyError("set"); print(e.__suppress_context__, repr(e.__cause__)); e.__cause__ = None; print(e.__suppress_context__)
class Boom(Exception):
    def __init__(self): raise ValueError("while building the exception")
try: raise Boom
except ValueError as x: print(x)
class NotExc:
    def __new__(cls): return 5
class ENew(Exception):
    def __new__(cls): return 5
try: raise ENew
except TypeError as x: print(x)
