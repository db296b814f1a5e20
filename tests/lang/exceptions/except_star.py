# Exception groups and except*.
def f(*excs):
    try: raise ExceptionGroup("group", list(excs))
    except* ValueError as e: print("values", e.exceptions)
    except* (KeyError, IndexError) as e: print("lookups", e.exceptions)
    else: print("else")
    finally: print("finally")
f(ValueError(1), KeyError(2), ValueError(3), IndexError(4))
try: f(ValueError(1), TypeError(2))
except ExceptionGroup as e: print("rest", e.message, e.exceptions)
try:
    try: raise ValueError("plain")
    except* ValueError as e: print(type(e).__name__, e.exceptions, e.message)
    try: pass
    except* ValueError: print("never")
    else: print("no exception")
    try: raise ExceptionGroup("a", [ValueError(1)])
    except* ValueError: raise KeyError("new")
except ExceptionGroup as e: print(e, e.exceptions)
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("sub", [KeyError("k"), ValueError(2)])])
print(g, repr(g)); m, r = g.split(ValueError); print(m, "|", r, m.exceptions, r.exceptions); print(g.subgroup(KeyError).exceptions, g.subgroup(lambda e: isinstance(e, OSError)), g.derive([ValueError(9)]))
try: raise g
except* KeyError as e: print("keys", e.exceptions[0].exceptions)
except* ValueError as e: print("values", len(e.exceptions))
for code in ("try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "for i in x:\n try: pass\n except* ValueError: break"):
    try: compile(code, "<t>", "exec")
    except SyntaxError as e: print(e.msg)
for a in (("m", []), ("m", [1]), ("m", 5), (5, [ValueError()]), ("m", [KeyboardInterrupt()])):
    try: print(repr(ExceptionGroup(*a)))
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)
try:
    try: raise ExceptionGroup("x", [ValueError()])
    except* ExceptionGroup: pass
except TypeError as e: print(e)
