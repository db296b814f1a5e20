from contextlib import *
import contextlib, io, sys
class CM:
    def __init__(self, n, sup=False): self.n, self.sup = n, sup
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v); return self.sup
with ExitStack() as s:
    s.enter_context(CM(1)); s.push(CM(2, True)); s.push(lambda *a: print("fn", a[0]))
    raise ValueError("boom")
print("suppressed")
def bad(): raise KeyError("bad")
try:
    with ExitStack() as s:
        s.callback(bad); s.enter_context(CM(3))
        raise ValueError("first")
except KeyError as e: print(repr(e), repr(e.__context__), e.__context__.__context__)
with ExitStack() as s:
    s.callback(print, "cb", sep="-")
    t = s.pop_all()
print("now"); t.close()
for x in (3, type("NoExit", (), {"__enter__": lambda s: 1})()):
    try:
        with ExitStack() as s: s.enter_context(x)
    except TypeError as e: print(e)
try:
    with suppress(): 1/0
except ZeroDivisionError as e: print(e)
err = io.StringIO()
with redirect_stderr(err): print("x", file=sys.stderr)
print(repr(err.getvalue()))
print(isinstance(CM(1), AbstractContextManager), issubclass(int, AbstractContextManager))
@contextmanager
def stop():
    try: yield
    finally: print("fin")
try:
    with stop(): raise StopIteration("s")
except StopIteration as e: print(repr(e))
@contextmanager
def swap():
    try: yield
    except ValueError as e: raise KeyError("k") from e
try:
    with swap(): raise ValueError("v")
except KeyError as e: print(repr(e), repr(e.__cause__))
@contextmanager
def cont():
    try: yield 1
    except ValueError: pass
    yield 2
try:
    with cont(): raise ValueError
except RuntimeError as e: print(e)
@contextmanager
def doc(a, b=2):
    "Docs"
    yield (a, b)
print(doc.__doc__, doc.__name__, type(doc(1)).__name__, doc(1).__doc__)
with doc(1, b=5) as v: print(v)
@doc(1)
def fn(x):
    "fn doc"
    return x * 2
print(fn(4), fn(5), fn.__name__, fn.__doc__)
print(sorted(contextlib.__all__))
try: AbstractContextManager()
except TypeError as e: print(e)
with nullcontext() as n: print(n)
