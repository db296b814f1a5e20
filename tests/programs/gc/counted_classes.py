# What the collector counts for class statements: metaclasses, keywords, slots, annotations.
import gc

gc.disable()


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases, **words):
        return dict(words)
    def __new__(cls, name, bases, space, **words):
        return super().__new__(cls, name, bases, space)
    def __init__(self, name, bases, space, **words):
        pass


class M1(type):
    @classmethod
    def __prepare__(cls, name, bases, **words):
        return {}


class M2(type):
    def __new__(cls, name, bases, space, **words):
        return super().__new__(cls, name, bases, space)
    def __init__(self, name, bases, space, **words):
        pass


class M3(type):
    def __init__(self, name, bases, space, **words):
        pass


class M4(type):
    pass


class Sub:
    def __init_subclass__(cls, **k): pass


def a():
    class A(metaclass=Meta, word=1, other=2):
        pass


def b():
    class A(metaclass=Meta):
        pass


def c():
    class A(metaclass=M1):
        pass


def d():
    class A(metaclass=M2):
        pass


def e():
    class A(metaclass=M2, x=1):
        pass


def f():
    class A(metaclass=M3):
        pass


def g():
    class A(metaclass=M4):
        pass


def h():
    class A:
        pass


def i():
    class A(Sub):
        pass


def j():
    class A(Sub, x=1):
        pass


def k():
    class A(Sub, metaclass=M2):
        pass


def l():
    class A:
        x = 1; y = [1]


def m_():
    class A:
        def f(self): return super().f()


def n():
    class A:
        __slots__ = ("a", "b")


def o():
    class A:
        x: int = 5


class Desc:
    def __set_name__(self, o, n): pass


def p():
    class A:
        d = Desc()


def q():
    class A(int):
        pass


def r():
    class A(Exception):
        pass


def s():
    class A(dict):
        pass


def t():
    class A(list):
        __slots__ = ()


def u():
    x = 5
    class A:
        y = x


def v():
    class A:
        class B: pass


def counted(statement):
    keep = list(map(list, [()] * 60))  # what is let go of is counted, too
    before = gc.get_count()[0]
    statement()
    return gc.get_count()[0] - before


for statement in (a, b, c, d, e, f, g, h, i, j, k, l, m_, n, o, p, q, r, s, t, u, v):
    gc.collect()
    counted(statement)
    gc.collect()
    print(statement.__name__, counted(statement))
