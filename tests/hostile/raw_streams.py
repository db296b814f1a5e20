# Raw streams that do to their buffer, while it calls them, what they should not. (CPython crashes on it.)
import gc
import io
class R(io.RawIOBase):
    b = None
    def __init__(self, what): self.what, self.n = what, 0
    def readable(self): return True
    def seekable(self): return True
    def writable(self): return True
    def tell(self): return 0
    def seek(self, *a): return 0
    def readinto(self, m):
        self.n += 1
        try:
            r = self.what(self, m)
        except BaseException as e:
            print("inner", type(e).__name__, e)
            r = len(m)
        gc.collect()
        return r if r is not None else 1
    write = readinto
def detach(s, m): s.b.detach()
def close(s, m): s.b.close()
def init(s, m): s.b.__init__(s, 3)
def init2(s, m): s.b.__init__(io.BytesIO(b"abc"), 100000)
def keep(s, m): s.k = m; s.k2 = m[1:]; s.k3 = memoryview(m); return len(m)
def rel(s, m): m.release(); return 1
def seek(s, m): s.b.seek(0); return 1
def peek(s, m): return len(s.b.peek())
def drop(s, m): s.b = None; return 2
def grow(s, m): return len(m)
def big(s, m): return 10**30
def text(s, m): return "x"
for what in (detach, close, init, init2, keep, rel, seek, peek, drop, grow, big, text):
    for cls in (io.BufferedReader, io.BufferedRandom):
        for name, args in (("read", (5,)), ("read", (50,)), ("readline", ()), ("peek", ()), ("read1", (3,)), ("readinto", (bytearray(20),)), ("seek", (3,)), ("write", (b"abcdef" * 5,)), ("close", ())):
            if what in (grow,) and name == "readline": continue
            if what is keep and name == "readline": continue
            if what in (rel, seek, peek, drop, init, detach, close, init2) and name == "readline": continue
            if cls is io.BufferedReader and name == "write": continue
            r = R(what); r.b = b = cls(r, 8)
            try: v = getattr(b, name)(*args); print(what.__name__, cls.__name__, name, type(v).__name__)
            except Exception as e: print(what.__name__, cls.__name__, name, type(e).__name__, str(e)[:60].replace(hex(id(b)), "ID"))
            for k in ("k", "k2", "k3"):
                if hasattr(r, k):
                    try: bytes(getattr(r, k))
                    except ValueError as e: pass
            try: b.detach()
            except Exception as e: pass
    r.b = b = v = None
for cls in (io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper):
    o = cls.__new__(cls)
    for name, args in (("read", ()), ("write", (b"a",)), ("close", ()), ("tell", ()), ("seek", (0,)), ("flush", ()), ("detach", ()), ("peek", ()), ("readline", ()), ("__repr__", ())):
        if hasattr(cls, name):
            try: print(cls.__name__, name, getattr(o, name)(*args))
            except Exception as e: print(cls.__name__, name, type(e).__name__, e)
