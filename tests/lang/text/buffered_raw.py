# Buffers over a raw stream of the program's own: what the raw stream is asked for, how often, and what it may answer.
import io


class Raw(io.RawIOBase):
    def __init__(self, data=b"", piece=None, can=("readable", "writable", "seekable")):
        self.data, self.at, self.piece, self.can, self.log = bytearray(data), 0, piece, can, []

    def readable(self):
        self.log.append("readable")
        return "readable" in self.can

    def writable(self):
        self.log.append("writable")
        return "writable" in self.can

    def seekable(self):
        self.log.append("seekable")
        return "seekable" in self.can

    def readinto(self, b):
        self.log.append(("readinto", type(b).__name__, len(b)))
        n = min(len(b), len(self.data) - self.at, self.piece or len(b))
        b[:n] = self.data[self.at:self.at + n]
        self.at += n
        return n

    def write(self, b):
        self.log.append(("write", type(b).__name__, bytes(b), b.readonly))
        n = min(len(b), self.piece or len(b))
        self.data[self.at:self.at + n] = b[:n]
        self.at += n
        return n

    def seek(self, to, how=0):
        self.log.append(("seek", to, how))
        self.at = to if how == 0 else self.at + to if how == 1 else len(self.data) + to
        return self.at

    def tell(self):
        self.log.append("tell")
        return self.at


def show(raw, *results):
    print(*results, raw.log)
    raw.log.clear()


def error(call, *args):
    try:
        print("no error:", call(*args))
    except Exception as e:
        print(type(e).__name__, e)


text = b"one\ntwo\nthree\n" + b"x" * 40 + b"\nend"
r = Raw(text)
b = io.BufferedReader(r, 16)
show(r, b.raw is r)
show(r, b.read(2))
show(r, b.read(3), b.tell())
show(r, b.readline())
show(r, b.readline(3), b.readline(0))
show(r, b.peek(1), b.peek())
show(r, b.readline())
show(r, b.read1(5), b.read1(), b.read1(0))
show(r, b.seek(4), b.tell())
show(r, b.read(6))
show(r, b.seek(-2, 1), b.read(2))
show(r, b.seek(-3, 2), b.read())
show(r, b.read(), b.read(1), b.readline(), b.peek())
show(r, b.seek(0), b.read(40))
into = bytearray(30)
show(r, b.readinto(into), bytes(into))
show(r, b.seek(0), b.read(1), b.readinto(into), bytes(into))
show(r, list(io.BufferedReader(Raw(b"a\nbb\n\nc"), 3)))
show(r, b.readable(), b.seekable(), b.writable())
show(r, b.flush())
show(r, b.detach() is r)
error(b.read)
error(b.detach)

r = Raw(text, piece=5)
b = io.BufferedReader(r, 8)
show(r, b.read(20))
show(r, b.readline())
show(r, b.read1(100))
show(r, b.readinto(into), bytes(into))
show(r, b.read())
show(r, b.closed, r.closed)
show(r, b.close(), b.closed, r.closed, b.close())
error(b.read)
error(b.readline)
error(b.peek)
error(b.seek, 0)

error(io.BufferedReader, Raw(can=()))
error(io.BufferedWriter, Raw(can=()))
error(io.BufferedRandom, Raw(can=("readable", "writable")))
error(io.BufferedReader, Raw(), 0)
error(io.BufferedReader, Raw(), -5)
error(io.BufferedReader, 3)
error(io.BufferedReader(Raw(b"x")).seek, 0, 7)
error(io.BufferedReader(Raw(b"x")).seek, -9)


class Odd(Raw):
    answer = None

    def readinto(self, b):
        self.log.append(("readinto", len(b)))
        return self.answer


for Odd.answer in (None, 0, -1, 100, 5000000):
    for name, args in (("read", (4,)), ("read", ()) if not Odd.answer else ("read", (9,)), ("readline", ()), ("read1", (4,)), ("peek", ()), ("readinto", (bytearray(4),))):
        r = Odd(b"abc")
        error(getattr(io.BufferedReader(r, 8), name), *args)
        print(r.log)


class Keeps(Raw):
    kept = None

    def readinto(self, b):
        Keeps.kept = b
        return super().readinto(b)


b = io.BufferedReader(Keeps(b"abcdef"), 4)
print(b.read(3))
Keeps.kept = None


class Again(Raw):
    buffer = None

    def readinto(self, b):
        error(self.buffer.read, 1)
        return super().readinto(b)


r = Again(b"abcdef")
r.buffer = io.BufferedReader(r, 4)
try:
    print(r.buffer.read(2))
except RuntimeError as e:
    print(type(e).__name__)


class All(Raw):
    def readall(self):
        self.log.append("readall")
        return b"all of it"


r = All(b"0123456789")
b = io.BufferedReader(r, 4)
show(r, b.read(2))
show(r, b.read())

r = Raw()
w = io.BufferedWriter(r, 8)
show(r, w.write(b"abc"), w.tell())
show(r, w.flush())
show(r, w.seek(1), w.write(b"Z"))
show(r, w.close(), bytes(r.data))
error(w.write, b"x")
r = Raw(piece=2)
with io.BufferedWriter(r, 8) as w:
    show(r, w.write(b"abcde"))
show(r, bytes(r.data))

r = Raw("äb\nc\r\nd".encode())
t = io.TextIOWrapper(io.BufferedReader(r), encoding="utf-8")
show(r)
show(r, t.readline())
show(r, t.read())
show(r, t.read())
show(r, t.readable(), t.writable(), t.seekable())
