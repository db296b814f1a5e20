# Every attribute of code objects of every kind.
source = '''
"""Module."""
from __future__ import annotations
import os.path as p, sys
def plain(a, b=1, /, c=2, *d, e, f=3, **g):
    "Documented."
    x = y = a
    del x
    global z
    z = [i for i in d if i]
    return y
def closures(a):
    b = a
    def inner(c):
        nonlocal b
        b += a
        def deepest(): return a, b, c, __name__
        return deepest
    return inner
def generator():
    x = yield 1
    yield from x
    return (k for k in x)
async def coroutine(a):
    async with a as b, a:
        await b
    async for i in a: yield i
class Class(Base, metaclass=Meta, x=1):
    """Class."""
    __private = 1
    x: int = 2
    def method(self): return super().method(self.__private), __class__
    class Inner: pass
    f = lambda self, *a: self
try: pass
except (A, B) as e: print(e)
except: raise
else: pass
finally: pass
with a as b: c
for i in range(300): i.very.long.chain.of.attributes().and_calls(i)[i:i] += f"{i!r:>{i}}"
'''
def show(c, indent=""):
    print(indent + c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize, hex(c.co_flags), c.co_firstlineno)
    print(indent, c.co_names, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_filename)
    print(indent, [k for k in c.co_consts if not hasattr(k, "co_code")])
    print(indent, c.co_code.hex())
    print(indent, c.co_linetable.hex(), c.co_exceptiontable.hex(), c.co_lnotab.hex())
    print(indent, [(a, b, l) for a, b, l in c.co_lines()][:12])
    print(indent, [*c.co_positions()][::7])
    for k in c.co_consts:
        if hasattr(k, "co_code"): show(k, indent + "  ")
show(compile(source, "<source>", "exec"))
show(compile("[a + 1 for a in b if (c := a)]", "<e>", "eval"))
show(compile("x = 1; x; x + 1", "<s>", "single"))
show(compile("", "<empty>", "exec"))
show(compile("'only a docstring'", "<doc>", "exec"))
