import warnings, sys
sys.stderr = sys.stdout
def f(): warnings.warn("hello")
f(); f()
warnings.warn("dep", DeprecationWarning)
warnings.warn("pend", PendingDeprecationWarning)
def g(): warnings.warn("level", stacklevel=2)
for i in range(2): g()
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    f(); f()
    print(len(w), w[0].category, w[0].message, w[0].lineno, str(w[0].message), w[0].filename.split("/")[-1])
    warnings.warn(RuntimeWarning("obj"))
    print(w[-1].category.__name__, repr(w[-1].message))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: f()
    except UserWarning as e: print("raised", e)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    f()
with warnings.catch_warnings():
    warnings.simplefilter("once")
    for i in range(3): warnings.warn("once only")
    warnings.warn("once only")
with warnings.catch_warnings():
    warnings.simplefilter("module")
    warnings.warn("mod"); warnings.warn("mod")
    warnings.warn("mod")
try: warnings.warn("x", int)
except TypeError as e: print(e)
try: warnings.warn("x", 3)
except TypeError as e: print(e)
try: warnings.simplefilter("bogus")
except AssertionError as e: print(e)
class My(UserWarning): pass
warnings.warn("mine", My)
warnings.warn_explicit("explicit", UserWarning, "somefile.py", 12)
print(warnings.formatwarning("m", UserWarning, "f.py", 3, "  line text "), end="")
def show(message, category, filename, lineno, file=None, line=None): print("SHOW", message, category.__name__, lineno)
old = warnings.showwarning
warnings.showwarning = show
warnings.warn("custom")
warnings.showwarning = old
c = warnings.catch_warnings(); print(repr(c), repr(warnings.catch_warnings(record=True)))
with c:
    try:
        with c: pass
    except RuntimeError as e: print(e)
print(len(warnings.filters), [f[0] for f in warnings.filters])
warnings.resetwarnings(); print(warnings.filters)
warnings.warn("dep2", DeprecationWarning)
import random
warnings.simplefilter("always")
print(random.Random(1).randrange(10.0))
