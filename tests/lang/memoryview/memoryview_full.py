# memoryview: every format, shapes, casts, slices, strides, comparisons, hash, release, errors.
import array
import struct


def attempt(f, *args):
    try:
        r = f(*args)
        print(repr(r) if not isinstance(r, memoryview) else ("view", r.tolist()))
    except Exception as error:
        print(type(error).__name__, error)


b = bytearray(range(16))
m = memoryview(b)
print(m.format, m.itemsize, m.ndim, m.shape, m.strides, m.suboffsets, m.nbytes, m.readonly, m.c_contiguous, m.f_contiguous, m.contiguous, m.obj is b)
for f in "bBhHiIlLqQnNfd?c":
    size = struct.calcsize(f)
    c = m.cast(f)
    print(f, c.itemsize, c.shape, len(c), c.tolist()[:2] if f not in "fd" else "floats", c.cast("B").tobytes() == bytes(b))
    attempt(c.__setitem__, 0, c[0])
    attempt(c.__setitem__, 0, "x")
    attempt(c.__setitem__, 0, 2**70)
for f in ("P", "@i", "<i", ">h", "s", "e", "", "ii", "x", 5):
    attempt(m.cast, f)
two = m.cast("B", [4, 4])
print(two.shape, two.strides, two.ndim, two.tolist(), len(two), two.nbytes)
attempt(lambda: two[1, 2])
attempt(lambda: two[1])
attempt(lambda: two[1:2])
attempt(lambda: two[4, 0])
attempt(lambda: two[-1, -1])
attempt(lambda: two[0, 0, 0])
attempt(lambda: two[1:2, 0])
attempt(two.__setitem__, (1, 2), 99)
print(b[6])
attempt(two.cast, "H")
attempt(two.cast, "B", [2, 8])
print(m.cast("H", (2, 4)).tolist(), m.cast("i", [2, 2]).cast("B").tolist() == list(b))
three = m.cast("B", [2, 2, 4])
print(three.tolist(), three.strides)
for shape in ([3], [4, 5], [0], [-1, 4], [], ["a"], (16,), 16):
    attempt(m.cast, "B", shape)
s = m[::2]
print(s.tolist(), s.strides, s.shape, s.c_contiguous, s.contiguous, s.tobytes(), s.nbytes)
r = m[::-3]
print(r.tolist(), r.strides, r[1:3].tolist(), r.tobytes("F"))
attempt(s.cast, "H")
attempt(m.__getitem__, 16)
attempt(m.__getitem__, -17)
attempt(m.__getitem__, "x")
attempt(m.__getitem__, (0,))
attempt(m.__getitem__, slice(0, 4, 0))
attempt(m.__getitem__, ...)
attempt(m.__setitem__, slice(0, 2), b"abc")
attempt(m.__setitem__, slice(0, 2), b"ab")
attempt(m.__setitem__, slice(0, 4, 2), b"zz")
attempt(m.__setitem__, slice(0, 2), [1, 2])
attempt(m.__setitem__, slice(0, 2), array.array("H", [1]))
attempt(m.__setitem__, 0, 256)
attempt(m.__setitem__, 0, "a")
attempt(m.__delitem__, 0)
print(b)
print(m.hex(), m.hex(":"), m.hex("-", 4), m[::2].hex(" ", -3))
attempt(m.hex, "::")
attempt(m.hex, "é")
attempt(m.hex, 5)
for order in ("C", "F", "A", None, "Z"):
    attempt(lambda: two.tobytes(order))
print(m == b, m == bytes(b), m == m[::1], m[:2] == b[:3], m == 5, m != b, memoryview(b"a") == "a")
print(memoryview(array.array("i", [1, 2])) == memoryview(array.array("h", [1, 2])), memoryview(array.array("d", [1.0])) == array.array("i", [1]))
attempt(lambda: m < m)
attempt(hash, memoryview(b"abc"))
print(hash(memoryview(b"abc")) == hash(b"abc"), hash(memoryview(b"xabc")[1:]) == hash(b"abc"))
attempt(hash, m)
attempt(hash, memoryview(b"abcd").cast("H"))
ro = m.toreadonly()
print(ro.readonly, m.readonly, ro == m)
attempt(ro.__setitem__, 0, 1)
attempt(memoryview(b"ab").__setitem__, 0, 1)
print(list(m[:3]), 3 in m, list(reversed(m[:3])), m[:3].tolist(), [*m[:2]])
attempt(b.append, 1)
attempt(b.extend, b"x")
attempt(b.clear)
attempt(b.pop)
attempt(b.__delitem__, 0)
attempt(b.__imul__, 2)
attempt(b.__setitem__, slice(0, 0), b"x")
attempt(b.__setitem__, slice(0, 1), b"x")
for v in (two, three, s, r, ro, c):
    v.release()
m.release()
m.release()
for f in (lambda: m[0], lambda: len(m), lambda: m.tolist(), lambda: m.format, lambda: m.nbytes, lambda: m.cast("B"), lambda: m.hex(), lambda: hash(m), lambda: m == m,
          lambda: list(m), lambda: memoryview(m), lambda: m.obj, lambda: m.__enter__(), lambda: bytes(m), lambda: m.tobytes(), lambda: m.toreadonly(), lambda: repr(m)[:22]):
    attempt(f)
with memoryview(b"abc") as v:
    print(v[0])
    inner = v[1:]
print(repr(v)[:22], inner.tolist())
attempt(lambda: v[0])
with memoryview(bytearray(4)) as v:
    pass
x = bytearray(b"free")
with memoryview(x) as v:
    attempt(x.append, 1)
x.append(33)
print(x)
base = bytearray(b"abc")
v = memoryview(base)
w = memoryview(v)
v.release()
attempt(base.append, 1)
w.release()
base.append(1)
a = array.array("i", [1, 2, 3])
v = memoryview(a)
attempt(a.append, 4)
print(v.format, v.itemsize, v.tolist(), v.obj is a)
v[1] = -5
print(a)
del v
a.append(4)
print(len(a))
for bad in (5, "text", [1], None):
    attempt(memoryview, bad)
attempt(memoryview)
attempt(lambda: memoryview(object=b"ab").tolist())
empty = memoryview(b"")
print(len(empty), empty.tolist(), empty.hex(), empty.shape, empty == b"", bool(empty))
zero = memoryview(b"").cast("B")
print(zero.tolist(), memoryview(bytearray(8)).cast("B", [8, 1])[7, 0])
scalar = memoryview(b"\x07").cast("B", [])
print(scalar.ndim, scalar.shape, scalar.tolist(), scalar[()], scalar.nbytes)
attempt(len, scalar)
attempt(lambda: scalar[0])
attempt(lambda: list(scalar))
attempt(lambda: scalar[...])
print(memoryview(b"ab").__sizeof__() > 0, type(memoryview(b"")).__name__)
match memoryview(b"ab"):
    case [x, y]:
        print("matched", x, y)
    case _:
        print("no sequence")
attempt(struct.pack_into, "H", memoryview(bytearray(4))[1:], 0, 513)
attempt(struct.unpack_from, "H", memoryview(b"abcd")[1:])
attempt(b"".join, [memoryview(b"ab"), b"c"])
attempt(int, memoryview(b"12"))
attempt(bytes, memoryview(b"abcd")[::2])
attempt(lambda: b"x" + memoryview(b"y"))
attempt(lambda: memoryview(b"y") + b"x")
