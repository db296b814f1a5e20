# memoryview: slices, casts, writing through, release, errors.
ba = bytearray(b"abcdefgh")
m = memoryview(ba)
print(len(m), m[0], m[-1], m[1:3].tobytes(), bytes(m[::2]), m[::-1].tolist(), m.tolist()[:3], m.nbytes, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets, m.obj is ba)
m[0] = 65; m[1:3] = b"XY"; m[-1:] = bytearray(b"!"); print(ba)
s = m[2:6]; s[0] = 42; print(ba, s.obj is ba, s.nbytes, s[1:][0], m[2:] == b"*defg!" , bytes(s), s.hex(), s.hex("-"), list(s), s.tobytes("C"))
r = m[::2]; print(r.shape, r.strides, r.contiguous, r.tobytes(), r[1], len(r)); r[0] = 90; print(ba)
for f in (lambda: ba.append(1), lambda: ba.pop(), lambda: ba.extend(b"x"), lambda: ba.clear(), lambda: ba.__delitem__(0), lambda: ba.__setitem__(slice(0, 1), b"long")):
    try:
        f()
        print("resized")
    except BufferError as e:
        print(e)
ba[0] = 49; ba[1:3] = b"zz"; print(ba)
ro = memoryview(b"bytes")
for f in (lambda: ro.__setitem__(0, 1), lambda: m.__setitem__(0, 256), lambda: m.__setitem__(0, "a"), lambda: m.__setitem__(0, b"a"), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m[99], lambda: m["a"], lambda: m[0, 0], lambda: memoryview("str"), lambda: memoryview(5), lambda: memoryview(), lambda: m.__delitem__(0), lambda: m.cast("I")[99], lambda: m[1:].cast("I"), lambda: m.cast("zz"), lambda: r.cast("B"), lambda: hash(m), lambda: m.cast("B", [3, 3]), lambda: m + m, lambda: m < m, lambda: m.__setitem__(slice(0, 2), 5), lambda: iter(m).foo):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(ro.readonly, hash(ro) == hash(b"bytes"), ro == b"bytes", ro != b"other", ro == memoryview(bytearray(b"bytes")), ro == "bytes", memoryview(b"ab") == memoryview(b"ab"), 98 in ro, ro.toreadonly() == ro, m.toreadonly().readonly)
w = memoryview(bytearray(16))
i = w.cast("i"); i[0] = -1; i[1] = 2**31 - 1; d = w.cast("d"); d[1] = 1.5; h = w.cast("h"); q = w.cast("Q"); f = w.cast("f"); c = w.cast("c"); b = w.cast("b")
print(i.tolist(), d[1], h.tolist(), q.tolist(), f[3], c[0], b[0], i.format, i.itemsize, i.shape, i.nbytes, len(i), i[1:3].tolist(), c.tolist()[:2], w.cast("?").tolist()[:3])
for v in (2**31, 1.5, "x"):
    try:
        i[0] = v
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
g = w.cast("B", shape=[4, 4]); print(g.ndim, g.shape, g.strides, g[1, 2], g.tolist()[3], len(g))
del i, d, h, q, f, c, b, g
with memoryview(ba) as v:
    v[0] = 50
try:
    v[0]
except ValueError as e:
    print(e)
print(repr(v).split(" at ")[0])
s.release(); r.release(); m.release(); m.release()
for g in (lambda: m[0], lambda: len(m), lambda: m.tolist(), lambda: m.obj, lambda: bytes(m), lambda: m.format, lambda: m == b"x"):
    try:
        print(g())
    except ValueError as e:
        print(e)
ba.append(99); print(ba)
mm = memoryview(memoryview(ba)); print(mm.obj is ba, mm[0]); x = memoryview(ba); y = x[1:]
try:
    ba.append(1)
except BufferError as e:
    print(e)
del mm, x, y; ba.append(1); print(len(ba), memoryview(b"").tolist(), bool(memoryview(b"")), memoryview(b"abc")[1:][::-1].tobytes())
