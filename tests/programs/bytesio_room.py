# How much room a BytesIO has: bytes it shares with others count for nothing, and what is written grows by CPython's steps.
import io
import sys


def told(stream, what):
    print(what, sys.getsizeof(stream), stream.tell(), sys.getrefcount(stream))


b = io.BytesIO()
told(b, "new")
for i in range(40):
    b.write(b"ab" if i % 3 else b"c")
    told(b, i)
value = b.getvalue()
told(b, "shared")
print(b.getvalue() is value, sys.getrefcount(value))
b.write(b"x")
told(b, "written after that")
print(b.getvalue() is value, b.getvalue() == value + b"x", hash(b.getvalue()) == hash(value + b"x"))
del value
told(b, "alone again")
b.truncate(50)
told(b, "cut")
b.truncate(10)
told(b, "cut more")
b.seek(100)
b.write(b"far")
told(b, "a gap")
print(b.getvalue()[8:12], len(b.getvalue()))
given = bytes(200)
c = io.BytesIO(given)
told(c, "given")
print(c.getvalue() is given, c.read() is given, sys.getrefcount(given))
c.seek(3)
c.write(b"!")
told(c, "changed")
print(given[3], c.getvalue()[3])
c.seek(0)
all_of_it = c.read()
print(all_of_it is c.getvalue(), len(all_of_it))
d = io.BytesIO(bytearray(30))
told(d, "from a bytearray")
one = io.BytesIO(b"x")
told(one, "one byte")
print(one.getvalue())
with d.getbuffer() as view:
    told(d, "lent")
    print(type(view.obj).__name__, sys.getsizeof(view.obj), sys.getrefcount(view.obj))
    view[0] = 65
    print(d.getvalue()[:2])
    for attempt in (lambda: d.write(b"x"), lambda: d.truncate(3), d.close, lambda: d.__init__(b"q")):
        try:
            attempt()
        except BufferError as e:
            print(e)
told(d, "back")
d.__setstate__((b"state", 2, None))
told(d, "set")
print(d.__getstate__(), d.read())
d.close()
told_size = sys.getsizeof(d)
print(told_size)
