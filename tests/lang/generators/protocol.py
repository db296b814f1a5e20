# send, throw, close, return values, states.
def g():
    print("start")
    try:
        x = yield 1
        print("got", x)
        y = yield x * 2 if x else None
        print("got", y)
        return "done"
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("cleanup")
it = g(); print(next(it), it.send(5))
try: it.send("last")
except StopIteration as e: print(e.value)
it = g(); next(it); print(it.throw(ValueError("thrown")))
try: next(it)
except StopIteration as e: print("end", e.value)
it = g(); next(it); it.close(); it.close(); print(list(it))
it = g(); it.close(); print("closed before start", list(it))
it = g()
try: it.throw(KeyError("before start"))
except KeyError as e: print(repr(e))
it = g()
try: it.send(1)
except TypeError as e: print(e)
it = g(); next(it)
try: it.throw(KeyError, "classic form")
except KeyError as e: print(repr(e))
def stubborn():
    while True:
        try: yield 1
        except GeneratorExit: print("refusing"); yield 2
s = stubborn(); next(s)
try: s.close()
except RuntimeError as e: print(e)
s = None
def ret_on_close():
    try: yield
    except GeneratorExit: return "quietly"
r = ret_on_close(); next(r); print(r.close())
def me():
    yield next(m)
m = me()
try: next(m)
except ValueError as e: print(e)
def attrs(): yield 1
a = attrs()
print(a.__name__, a.__qualname__, a.gi_running, a.gi_frame is not None, a.gi_code is attrs.__code__, a.gi_yieldfrom, type(a).__name__, iter(a) is a)
next(a); list(a); print(a.gi_frame, a.gi_running)
e1 = (x for x in [1]); print(e1.__name__, type(e1) is type(a))
def counter(n):
    i = 0
    while i < n:
        cmd = yield i
        if cmd == "reset": i = 0
        else: i += 1
c = counter(3); print(next(c), next(c), c.send("reset"), next(c), next(c), next(c, "end"))
def swallow():
    for i in range(5):
        try: yield i
        except ValueError: print("swallowed at", i)
w = swallow(); print(next(w), w.throw(ValueError), w.throw(ValueError()), next(w))
for bad in (5, "x", int, None):
    try: swallow().throw(bad)
    except TypeError as e: print(e)
x = swallow(); next(x)
try: x.throw(ZeroDivisionError("leaves"))
except ZeroDivisionError as e: print(e, list(x))
def fin():
    try: yield 1
    finally: print("finalised")
f = fin(); next(f); del f; print("after del")
f = fin(); del f; print("never started: no finally")
def two():
    yield (yield 1)
t = two(); print(next(t), t.send("in"), list(t))
