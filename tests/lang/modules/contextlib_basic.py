import contextlib
from contextlib import contextmanager, suppress, closing, redirect_stdout, ExitStack, nullcontext
import io
@contextmanager
def tag(name):
    print("<%s>" % name)
    try: yield name.upper()
    except ValueError as e: print("swallowed", e)
    finally: print("</%s>" % name)
with tag("b") as t: print(t)
with tag("i"): raise ValueError("v")
try:
    with tag("x"): raise KeyError("k")
except KeyError as e: print("through", e)
with suppress(KeyError, IndexError): {}["k"]
print("after suppress")
class R:
    def close(self): print("closed")
with closing(R()) as r: print(type(r).__name__)
buf = io.StringIO()
with redirect_stdout(buf): print("hidden")
print(repr(buf.getvalue()))
with ExitStack() as st:
    a = st.enter_context(tag("one")); b = st.enter_context(tag("two")); st.callback(print, "callback", 1)
    print(a, b)
with nullcontext(5) as n: print(n)
@tag("deco")
def f(): print("in f")
f()
@contextmanager
def once(): yield 1
c = once()
with c: pass
try:
    with c: pass
except (AttributeError, RuntimeError) as e: print(type(e).__name__, e)
@contextmanager
def no_yield():
    if False: yield
try:
    with no_yield(): pass
except RuntimeError as e: print(e)
@contextmanager
def two(): yield 1; yield 2
try:
    with two(): pass
except RuntimeError as e: print(e)
class CD(contextlib.ContextDecorator):
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit")
@CD()
def g(): print("g")
g()
