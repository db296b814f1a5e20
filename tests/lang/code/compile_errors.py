import sys
cases = r'''
return 1
class A:
    return 1
def f():
    yield 1
    class B: return 2
break
continue
for i in x:
    def g(): break
while 1:
    class C: continue
if 1:
    break
async def f():
    yield 1
    return 2
await x
def f(): await x
[await x for x in y]
async for x in y: pass
def f():
    async for x in y: pass
def f():
    async with a: pass
def f():
    [x async for x in y]
yield 1
yield from x
class A: yield 1
async def f(): yield from x
x = *a
*a = x
a, *b, *c = x
[*a, *b] = y
f(a=1, a=2)
f(**{}, b=1, b=2)
def f(__debug__): pass
__debug__ = 1
def __debug__(): pass
x.__debug__ = 1
del __debug__
f(__debug__=1)
import __debug__
for __debug__ in x: pass
lambda __debug__: 1
class __debug__: pass
with a as __debug__: pass
try: pass
except A as __debug__: pass
try: pass
except: pass
except A: pass
from __future__ import annotations
x = 1; from __future__ import division
from __future__ import nope
from __future__ import braces
def f():
    from x import *
def f(a, a): pass
def f(a):
    global a
def f():
    x = 1
    global x
def f():
    print(x)
    nonlocal x
nonlocal x
def f():
    nonlocal zzz
match x:
    case a: pass
    case b: pass
match x:
    case a | b: pass
match x:
    case [a, a]: pass
match x:
    case {"a": 1, "a": 2}: pass
match x:
    case {**r, "a": 1}: pass
match x:
    case A(b=1, b=2): pass
match x:
    case [*a, *b]: pass
match x:
    case (a | [a]): pass
match x:
    case [1 as a] | [2 as b]: pass
match x:
    case _ : pass
    case 1: pass
match x:
    case -1+2j: pass
    case __debug__: pass
try: pass
except* A: break
for i in x:
    try: pass
    except* A: continue
def f():
    try: pass
    except* A: return
[x := 1 for x in y]
[(y := x) for x in (y := 1)]
class A: [z := 1 for x in y]
(x := 1)
x = (yield)
def f(): x: int; global x
def f():
    global x
    x: int = 1
1 is 2
x is "a"
"a" is not x
() is ()
1()
"a"()
(1,2)()
[1]()
{}()
{1}()
f"a"()
(lambda: 1)()
[i for i in x]()
1[2]
None[1]
"a"["b"]
"a"[1.0]
[1]["a"]
(1,2)["a"]
(1,)[x]
"a"[None]
b"a"["x"]
[1][()]
[1][{}]
{1}[1]
(i for i in x)[1]
(lambda: 1)[0]
1.5[0]
...[0]
{}[1]
f"{x}"["a"]
assert (x, "y")
assert ()
"\d"
b"\d"
"\400"
0x
'''.strip("\n").split("\n")
blocks = []
for line in cases:
    if line[:1] in (" ",) or (blocks and line.startswith(("except", "else")) and blocks[-1].startswith("try")):
        blocks[-1] += "\n" + line
    else:
        blocks.append(line)
for n, b in enumerate(blocks):
    try:
        compile(b + "\n", "<t%d>" % n, "exec"); r = "ok"
    except SyntaxError as e:
        r = (type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
    except Exception as e:
        r = (type(e).__name__, str(e))
    print(repr(b), r)
