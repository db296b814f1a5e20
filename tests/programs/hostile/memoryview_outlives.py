# Memory views that outlive their owner, and owners that change under a view.
import array
import gc
import sys
import weakref

gc.collect()


def attempt(what, *arguments):
    try:
        print(what(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


def owner_gone():
    data = bytearray(b"outlives")
    return memoryview(data)


m = owner_gone()
print(bytes(m), sys.getrefcount(m.obj))
part = m[2:6][::-1]
del m
print(part.tobytes(), part.obj)
owner = part.obj
for change in (lambda: owner.append(1), lambda: owner.clear(), lambda: owner.extend(b"x"), lambda: owner.pop(),
               lambda: owner.__delitem__(slice(0, 2)), lambda: owner.__iadd__(b"z"), lambda: owner.__imul__(3),
               lambda: owner.insert(0, 1), lambda: owner.__setitem__(slice(0, 1), b"longer"), lambda: owner.remove(111)):
    attempt(change)
owner[0] = 0x41
print(part.tobytes(), owner)
part.release()
attempt(part.tobytes)
attempt(lambda: part[0])
attempt(lambda: len(part))
attempt(lambda: repr(part).split(" at ")[0])
owner.append(33)
print(owner)


class Sub(bytearray):
    def __del__(self):
        print("owner dies", len(self))


m = memoryview(Sub(b"sub"))
print(m.tolist())
del m
print("after")


class Holds:
    pass


def cycle():
    b = Sub(b"cycle")
    b.view = memoryview(b)
    b.me = b


cycle()
print(gc.collect())
numbers = array.array("i", [1, 2, 3])
m = memoryview(numbers)
attempt(numbers.append, 4)
attempt(lambda: numbers.__delitem__(0))
w = weakref.ref(m)
del numbers
print(m.tolist(), m.format, w() is m)
del m
print(w())
with memoryview(bytearray(b"with")) as m:
    inner = m[1:]
    attempt(m.release)
    print(bytes(inner))
attempt(lambda: bytes(inner))
inner2 = None
m = memoryview(bytearray(b"12345678"))
cast = m.cast("I")
attempt(m.release)
print(cast.tolist())
cast.release()
m.release()
attempt(lambda: memoryview(m))
attempt(m.cast, "B")
attempt(m.toreadonly)
attempt(lambda: m == m)
attempt(hash, m)
attempt(lambda: m.obj)
b = bytearray(8)
m = memoryview(b)


class Index:
    def __index__(self):
        m.release()
        return 1


attempt(lambda: m[Index()])
m = memoryview(b)
attempt(lambda: m.__setitem__(0, Index()))
m = memoryview(b)
attempt(lambda: m.__setitem__(Index(), 1))
m = memoryview(b)
attempt(lambda: m[Index():].tolist())
b.append(1)
m = memoryview(b)
m[:] = m
m[1:4] = m[0:3]
attempt(lambda: m.__setitem__(slice(0, 2), b"abc"))
attempt(lambda: m.__delitem__(0))
it = iter(m)
next(it)
m.release()
attempt(next, it)
gone = [memoryview(bytes([i]) * 3) for i in range(5)]
print(b"".join(gone), bytearray().join(gone[:2]))
