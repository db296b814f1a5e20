# Importing sibling modules in every form.
import _helper
import _helper as h
from _helper import value, add as plus
from _helper import *
import pkg_a
import pkg_a.sub
import pkg_a.sub as s
from pkg_a import sub, other
from pkg_a.sub import where
print(_helper is h, value, plus(1, 2), add(3, 4))
print("hidden" in globals(), "_private" in globals(), exported)
print(pkg_a.name, pkg_a.sub.where(), s is sub, other.value, where())
print(_helper.__name__, pkg_a.__name__, pkg_a.sub.__name__, pkg_a.sub.__package__)
import sys
print("_helper" in sys.modules, sys.modules["_helper"] is _helper)
_helper.counter += 1
def f():
    import _helper
    from _helper import counter
    return counter
print(f())
for code in ("import no_such_module", "from _helper import nothing", "import pkg_a.nothing", "from pkg_a import nothing", "import _helper.x", "from . import x"):
    try:
        exec(code)
    except ImportError as e:
        text = str(e)
        print(type(e).__name__, text.split(" (")[0])
try:
    _helper.missing
except AttributeError as e:
    print(e)
try:
    import _broken
except ZeroDivisionError as e:
    print("raised while importing:", e, "_broken" in sys.modules)
import _cycle_a
print(_cycle_a.x, _cycle_a.b.y)
print(__import__("_helper") is _helper, __import__("pkg_a.sub").__name__)
