# Every method that a careless view could call prints, raises or changes the program.
import copy


class Hostile:
    def __init__(self, name):
        self.name = name
        self.parts = [name]

    def called(self, method):
        print("CALLED", method)
        self.parts.append(method)
        self.name = method
        raise RuntimeError(method)

    def __repr__(self):
        return self.called("__repr__")

    def __str__(self):
        return self.called("__str__")

    def __eq__(self, other):
        return self.called("__eq__")

    def __hash__(self):
        if armed:
            return self.called("__hash__")
        return 1

    def __len__(self):
        return self.called("__len__")

    def __bool__(self):
        return self.called("__bool__")

    def __iter__(self):
        return self.called("__iter__")

    def __getitem__(self, key):
        return self.called("__getitem__")

    def __contains__(self, key):
        return self.called("__contains__")

    def __getattr__(self, name):
        if armed:
            return self.called("__getattr__")
        raise AttributeError(name)

    def __sizeof__(self):
        return self.called("__sizeof__")

    def __dir__(self):
        return self.called("__dir__")

    def __format__(self, how):
        return self.called("__format__")

    @property
    def __dict__(self):
        return self.called("__dict__")

    @property
    def __class__(self):
        if armed:
            return self.called("__class__")
        return Hostile


class Meta(type):
    def __repr__(cls):
        print("CALLED metaclass repr")
        raise RuntimeError

    def __instancecheck__(cls, other):
        print("CALLED instancecheck")
        raise RuntimeError

    def __getattribute__(cls, name):
        if armed:
            print("CALLED metaclass getattribute")
            raise RuntimeError
        return super().__getattribute__(name)


class HostileList(list, metaclass=Meta):
    def __repr__(self):
        print("CALLED list repr")
        raise RuntimeError

    def __len__(self):
        print("CALLED list len")
        raise RuntimeError

    def __iter__(self):
        print("CALLED list iter")
        raise RuntimeError


class HostileDict(dict):
    def __repr__(self):
        print("CALLED dict repr")
        raise RuntimeError

    def keys(self):
        print("CALLED keys")
        raise RuntimeError

    items = values = __iter__ = __len__ = __getitem__ = keys


class HostileStr(str):
    def __repr__(self):
        print("CALLED str repr")
        raise RuntimeError

    __str__ = __len__ = __eq__ = __repr__
    __hash__ = str.__hash__


class HostileInt(int):
    def __repr__(self):
        print("CALLED int repr")
        raise RuntimeError

    __str__ = __int__ = __index__ = __repr__


class HostileError(Exception):
    def __str__(self):
        print("CALLED error str")
        raise RuntimeError

    __repr__ = __str__


armed = False
one = Hostile("one")
two = Hostile("two")
listed = HostileList([one, two])
table = HostileDict({"k": one})
table2 = {one: 1}
text = HostileStr("text")
number = HostileInt(5)
error = HostileError("words")
copied = copy.copy([one, table])
same = one
armed = True
marker = "here"
armed = False
print("end")
