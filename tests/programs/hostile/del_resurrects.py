# __del__ that brings back itself, its parts, its container or its class; each runs once.
import gc
import sys
import weakref

kept = []


class Self:
    def __del__(self):
        print("Self.__del__")
        kept.append(self)


class Part:
    def __init__(self):
        self.part = [1, 2]

    def __del__(self):
        kept.append(self.part)


class Cycle:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("Cycle.__del__", self.name)
        kept.append(self)


x = Self()
gone = weakref.ref(x, lambda r: print("callback"))
del x
print(len(kept), gone() is None, sys.getrefcount(kept[0]))
kept.clear()
print("second death", len(kept))
x = Part()
del x
print(kept)
kept.clear()
a, b, c = Cycle("a"), Cycle("b"), Cycle("c")
a.next, b.next, c.next = b, c, a
alone = Cycle("outside the cycle, held by it")
a.held = alone
del a, b, c, alone
print("collected", gc.collect(), "kept", [k.name for k in kept])
kept.clear()
print("collected", gc.collect(), "kept", [k.name for k in kept])


class Slotted:
    __slots__ = ("value", "me")

    def __del__(self):
        global back
        back = self


s = Slotted()
s.value, s.me = 7, None
del s
print(back.value, sys.getrefcount(back))
del back
print("back" in globals())


class Always:
    """A new object of the same class is born at each death, twenty times."""
    left = 20

    def __del__(self):
        if Always.left:
            Always.left -= 1
            Always()


Always()
print(Always.left)


class Sub(list):
    def __del__(self):
        kept.append(self)
        self.append(self)


l = Sub([1])
del l
print(len(kept[0]), kept[0][1] is kept[0])
kept.clear()
print(gc.collect(), len(kept))


class Lru(dict):
    def __del__(self):
        kept.append(self.copy())


d = Lru(a=[1])
del d
print(kept)
kept.clear()


class Meta(type):
    def __del__(cls):
        kept.append(cls)


T = Meta("T", (), {"v": 1})
del T
gc.collect()
print(kept[0].__name__, kept[0]().v)
kept.clear()
print(gc.collect() > 0, kept)


class InCallback:
    pass


def bring(reference):
    kept.append(reference)


o = InCallback()
refs = [weakref.ref(o, bring) for _ in range(3)]
del o
print(len(kept), all(r() is None for r in kept))
print("end")
