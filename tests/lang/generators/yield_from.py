# yield from: delegation of values, send, throw, close and return.
def inner():
    try:
        a = yield "i1"
        print("inner got", a)
        b = yield "i2"
        print("inner got", b)
        return "inner result"
    except ValueError as e:
        print("inner caught", e)
        yield "i-recovered"
        return "after recovery"
    finally:
        print("inner cleanup")
def outer():
    print("outer start")
    r = yield from inner()
    print("inner returned", r)
    r2 = yield from [10, 20]
    print("list returned", r2)
    return "outer result"
def drive(gen, *sends):
    out = []
    try:
        out.append(next(gen))
        for s in sends:
            out.append(gen.throw(s) if isinstance(s, Exception) else gen.send(s))
    except StopIteration as e: out.append(("stop", e.value))
    return out
print(drive(outer(), "A", "B", None, None))
print(drive(outer(), ValueError("v"), None, None, None))
o = outer(); next(o); print(type(o.gi_yieldfrom).__name__); o.close()
def flatten(x):
    for i in x:
        if isinstance(i, list): yield from flatten(i)
        else: yield i
print(list(flatten([1, [2, [3, [4]], 5], []])))
def tree(n):
    if n: yield from tree(n - 1); yield n; yield from tree(n - 1)
print(*tree(3))
def strs(): yield from "abc"; yield from range(2); yield from {"k": 1}; yield from (x * 2 for x in [1, 2])
print(list(strs()))
def sub(): return (yield)
def top():
    while True:
        v = yield from sub()
        print("sub gave", v)
t = top(); next(t); t.send(1); t.send(2); t.close()
class It:
    def __iter__(self): return self
    def __init__(self): self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("it value")
        return self.n
    def throw(self, *a): print("It.throw", a[0] if isinstance(a[0], type) else type(a[0]).__name__); return "thrown"
    def close(self): print("It.close")
    def send(self, v): print("It.send", v); return v
def use(): print("value:", (yield from It()))
u = use(); print(next(u), u.send("s"), u.throw(KeyError("k")), next(u)); print(next(u, "end"))
u = use(); next(u); u.close()
def bad(): yield from 5
try: list(bad())
except TypeError as e: print(e)
class NoSend:
    def __iter__(self): return iter([1, 2])
def ns(): yield from NoSend()
n = ns(); next(n)
try: n.send(5)
except AttributeError as e: print(e)
def err():
    try: yield from inner()
    except KeyError as e: print("outer caught", e); yield "outer recovered"
e = err(); next(e); print(e.throw(KeyError("through"))); print(list(e))
def deep(n):
    if n == 0: yield "bottom"; return 0
    return 1 + (yield from deep(n - 1))
def run():
    print("depth", (yield from deep(50)))
print(list(run()))
