# A __getattr__ is asked when the ordinary look-up failed; where that look-up is not object's own it is called through a bound method.
import sys
import types


class Meta(type):
    def __getattr__(cls, name):
        return sys.getrefcount(cls), name

    seen = property(lambda cls: sys.getrefcount(cls))


class WithMeta(metaclass=Meta):
    pass


class Plain:
    seen = property(lambda self: sys.getrefcount(self))

    def __getattr__(self, name):
        return sys.getrefcount(self), name


class Own:
    seen = property(lambda self: sys.getrefcount(self))

    def __getattribute__(self, name):
        print("own", name, sys.getrefcount(self))
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return sys.getrefcount(self), name


class OnlyOwn:
    seen = property(lambda self: sys.getrefcount(self))

    def __getattribute__(self, name):
        print("own", name, sys.getrefcount(self))
        return object.__getattribute__(self, name)


class Listed(list):
    seen = property(lambda self: sys.getrefcount(self))

    def __getattr__(self, name):
        return sys.getrefcount(self), name


class Module(types.ModuleType):
    seen = property(lambda self: sys.getrefcount(self))

    def __getattr__(self, name):
        return sys.getrefcount(self), name


print(WithMeta.missing, WithMeta.seen)
for thing in (Plain(), Own(), Listed(), Module("m")):
    print(type(thing).__name__, thing.missing, thing.seen, getattr(thing, "gone", None), hasattr(thing, "seen"))
only = OnlyOwn()
print(only.seen, getattr(only, "gone", None))
