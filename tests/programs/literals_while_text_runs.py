# Who holds a literal: its code object, and the syntax tree while the text that has it runs. Code that is run is no
# function with a text of its own to document it: its first constant has no holder more.
import sys
from sys import getrefcount as count

exec('print(count("first text"), count("second text"), count(123456), count((1, "a b")))')
exec('x = count("first text"), count("first text")\nprint(x, x)')
print(eval('count("of eval"), count(b"of eval")'))
ready = compile('print(count("first text"), count("second text"))', "made", "exec")
exec(ready)
exec(ready)
print(count(ready.co_consts[0]), count(ready.co_consts[1]))
exec(compile('count("typed text"), count(1.5e10)', "made", "single"))
exec('''
def documented():
    "what it does"
    return count(documented.__doc__), count(documented.__code__.co_consts[0])
print(documented())
''')
print(documented())


def inside():
    exec('print(count("text inside"), sorted(locals()))')
    return eval('count("and here")')


print(inside())
space = {"count": count}
exec('kept = "kept text"; print(count(kept))', space)
print(count(space["kept"]))
try:
    exec('kept = "lost text"; 1 / 0', space)
except ZeroDivisionError:
    print(count(space["kept"]))
print(count(space["kept"]))
