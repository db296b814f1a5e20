# del: names, items, slices, attributes, and what goes wrong.
a = b = [1, 2, 3, 4, 5]
del a
print(b)
del b[0]
del b[-1]
print(b)
del b[1:], (b[0])
print(b)
x = y = z = 1
del x, (y, [z])
print([n for n in ("x", "y", "z") if n in globals()])
d = {"a": 1, "b": 2}
del d["a"]
print(d)
class O: pass
o = O()
o.v = 1
del o.v
print(o.__dict__)
L = list(range(10))
del L[::2]
print(L)
del L[-2:]
print(L)

class Log:
    def __delattr__(self, name): print("delattr", name)
    def __delitem__(self, key): print("delitem", key)
log = Log()
del log.x, log[1], log[1:2], log["a", ...]

def f():
    v = 1
    del v
    try:
        v
    except UnboundLocalError as e:
        print(e)
    try:
        del v
    except UnboundLocalError as e:
        print(e)
f()
def g():
    cell = 1
    def inner(): return cell
    del cell
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
g()
def h():
    global gone
    gone = 1
    del gone
h()
for code in ("del nothing", "del [1][5]", "del {}['k']", "del O().v", "del (1, 2)[0]", "del 'abc'[0]", "del O.missing", "del None[0]", "del 5 .real", "del print.x"):
    try:
        exec(code)
    except Exception as e:
        print(code, "->", type(e).__name__, e)
class K:
    t = 1
    u = 2
    del t
print("t" in K.__dict__, "u" in K.__dict__)
