# bytearray: everything that changes it, and what it shares with bytes.
a = bytearray(b"hello")
alias = a
a[0] = 72; a.append(33); a.extend(b" wo"); a.extend([114, 108]); a.insert(0, 62); a += b"d"; a *= 1
print(a, alias is a, len(a), a[0], a[1:3], type(a[1:3]).__name__)
print(a.pop(), a.pop(0), a.remove(ord("!")), a)
a.reverse(); print(a); a.reverse()
a[1:3] = b"EEE"; print(a)
a[::2] = b"." * len(a[::2]); print(a)
del a[0]; del a[-2:]; print(a)
a[5:] = []; print(a); a[2:2] = bytearray(b"++"); print(a)
c = a.copy(); c.clear(); print(c, a, bytearray(), bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray(b"x"))
print(a.upper(), a.find(b"+"), a.replace(b"+", b"-"), a.split(b"+"), a.hex(), a.decode("ascii", "replace"), a.startswith(b"."), a + b"x", b"x" + a, type(b"x" + a).__name__, type(a + b"x").__name__, a * 2, a == bytes(a), a < b"z", b"+" in a, 43 in a, a.count(b"+"), a.index(43), a.rfind(b"."), list(a)[:2], a.title(), a.strip(b"."), a.center(12, b"~"), a.partition(b"+"), a.isalpha(), bytearray(b"a b").split(), bytearray(b",").join([b"1", b"2"]), bytearray.fromhex("ff00"), a.translate(None, b"+"), bytearray(b"a\nb").splitlines(), bytearray(b"7").zfill(3))
for f in (lambda: a.append(256), lambda: a.append("x"), lambda: a.append(-1), lambda: a.extend(5), lambda: a.extend(["x"]), lambda: a.extend("abc"), lambda: a.insert(0, 300), lambda: bytearray().pop(), lambda: a.pop(99), lambda: a.remove(1), lambda: hash(a), lambda: a + "x", lambda: a[99], lambda: a["x"], lambda: bytearray("x"), lambda: bytearray(-5), lambda: a.__setitem__(0, 256), lambda: a.__setitem__(99, 1), lambda: a.__setitem__(slice(0, 1), 5), lambda: a.__setitem__(slice(0, 1), "x"), lambda: a.__setitem__(slice(0, 4, 2), b"abc"), lambda: a.__delitem__(99), lambda: bytearray(5, "x"), lambda: a.join([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
x = bytearray(range(10)); del x[::3]; print(list(x)); x[::-1] = x; print(list(x))
y = bytearray(b"ab"); y.extend(y); y += bytes(y); print(y, y.count(b"ab"), sorted(y)[:2], min(y), bool(bytearray()), repr(bytearray(b"'")), str(y)[:14], bytes(y), [*bytearray(b"hi")])
it = iter(bytearray(b"abc")); print(next(it), list(it), list(reversed(bytearray(b"ab"))), bytearray(b"x").__alloc__() >= 1)
class B(bytearray):
    pass
z = B(b"sub"); print(z, type(z + b"").__name__, z == b"sub", isinstance(z, bytearray))
