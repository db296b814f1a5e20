import gc; gc.disable()  # the library makes other objects here: by themselves, collections would come at other moments
from enum import *
import enum
print(enum.__all__)
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    _ignore_me = 5
    def meth(self): return 1
    class Inner: pass
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: Color.RED.GREEN)
t(lambda: 1 in Color)
t(lambda: "RED" in Color)
t(lambda: Color._member_map_)
t(lambda: Color._value2member_map_)
t(lambda: dir(Color))
t(lambda: Color.Inner)
t(lambda: Color._ignore_me)
t(lambda: Color("RED"))
t(lambda: setattr(Color.RED, "value", 3))
t(lambda: setattr(Color.RED, "foo", 3))
t(lambda: delattr(Color, "RED"))
t(lambda: Color.RED.__dict__)
t(lambda: Color.__members__)
t(lambda: reversed(Color))
t(lambda: list(reversed(Color)))
t(lambda: Color.RED.__class__)
t(lambda: Color.__doc__)
t(lambda: Color.__call__)
t(lambda: Color(1, 2))
t(lambda: Enum("X", "A B"))
t(lambda: Enum("X", {"A": 3})["A"])
t(lambda: Enum("X", [("A", 3)], module="m")["A"])
t(lambda: Enum("X", ["A", "B"], start=5)["B"])
t(lambda: Enum("X", "A,B").__module__)
def dup():
    class D(Enum):
        A = 1
        A = 2
t(dup)
def bad():
    class D(Enum):
        mro = 1
t(bad)
def bad2():
    class D(Enum):
        _foo_ = 1
t(bad2)
def bad3():
    @unique
    class D(Enum):
        A = 1; B = 1; C = 2; D = 2
t(bad3)
class F(Flag):
    R = 4
    W = 2
    X = 1
    RW = 6
t(lambda: F.R)
t(lambda: F.RW)
t(lambda: F(7))
t(lambda: F(8))
t(lambda: F(0))
t(lambda: str(F(0)))
t(lambda: str(F(7)))
t(lambda: list(F))
t(lambda: len(F))
t(lambda: ~F.R)
t(lambda: ~F(0))
t(lambda: F.R | 1)
t(lambda: F.R in F.RW)
t(lambda: 4 in F.RW)
t(lambda: F(-1))
t(lambda: F("a"))
t(lambda: F(7).name)
t(lambda: F(0).name)
t(lambda: len(F.RW))
t(lambda: F.__members__)
class IF(IntFlag):
    A = 1
    B = 2
t(lambda: IF.A)
t(lambda: IF(3))
t(lambda: IF(8))
t(lambda: IF(9))
t(lambda: str(IF(9)))
t(lambda: IF.A | 8)
t(lambda: ~IF.A)
t(lambda: IF(-1))
t(lambda: IF(-8))
t(lambda: IF.A + 1)
t(lambda: f"{IF.A} {IF.A!r} {IF.A!s}")
t(lambda: IF(0))
t(lambda: list(IF(3)))
t(lambda: str(IF.A))
t(lambda: 1 in IF)
class S(StrEnum):
    A = auto()
    Bee = auto()
    C = "x"
t(lambda: S.A); t(lambda: str(S.Bee)); t(lambda: S.A == "a"); t(lambda: S("x")); t(lambda: S.A.upper()); t(lambda: f"{S.A:>5}")
def bads():
    class S(StrEnum):
        A = 1
t(bads)
class I(IntEnum):
    A = 1
    B = 2
t(lambda: I.A); t(lambda: str(I.A)); t(lambda: f"{I.A}"); t(lambda: "%s %d %r" % (I.A, I.A, I.A)); t(lambda: I(3)); t(lambda: I.A + I.B)
class M(str, Enum):
    A = "a"
t(lambda: M.A); t(lambda: str(M.A)); t(lambda: f"{M.A}"); t(lambda: format(M.A)); t(lambda: M.A == "a")
class MI(int, Enum):
    A = 1
t(lambda: MI.A); t(lambda: str(MI.A)); t(lambda: f"{MI.A}")
class P(Enum):
    E = (1, 2)
    M = (3, 4)
    def __init__(self, a, b): self.a = a; self.b = b
    @property
    def s(self): return self.a + self.b
t(lambda: P.E); t(lambda: P.M.s); t(lambda: P((1,2))); t(lambda: P(1, 2))
class N(Enum):
    def __new__(cls, v, label):
        o = object.__new__(cls); o._value_ = v; o.label = label; return o
    A = 1, "one"
    B = 2, "two"
t(lambda: N.A); t(lambda: N(2).label)
class G(Enum):
    def _generate_next_value_(name, start, count, last): return (name, start, count, list(last))
    A = auto(); B = auto()
t(lambda: list(G))
class Au(Enum):
    A = auto(); B = 10; C = auto(); D = "x"
t(lambda: list(Au))
def badauto():
    class Au(Enum):
        D = "x"; E = auto()
    print(list(Au))
t(badauto)
class Miss(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return cls.A if value == "a" else None
t(lambda: Miss("a")); t(lambda: Miss("b"))
class Miss2(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return 5
t(lambda: Miss2("b"))
t(lambda: Color.RED.name); t(lambda: hash(Color.RED) == hash("RED")); t(lambda: Color)
class Empty(Enum): pass
t(lambda: Empty(1))
class Sub(Empty):
    A = 1
t(lambda: Sub.A)
t(lambda: Enum.__repr__(Sub.A))
@verify(UNIQUE, CONTINUOUS)
class V(IntEnum): A = 1; B = 2
def badv():
    @verify(CONTINUOUS)
    class V(IntEnum): A = 1; B = 4
t(badv)
def badv():
    @verify(NAMED_FLAGS)
    class V(Flag): A = 1; B = 12
t(badv)
import copy
t(lambda: copy.deepcopy(Color.RED) is Color.RED); t(lambda: copy.copy(Color.RED) is Color.RED)
t(lambda: bool(Color.RED)); t(lambda: bool(Color)); t(lambda: Color.RED.__reduce_ex__(2))
class Strict(Flag, boundary=CONFORM): A = 1; B = 2
t(lambda: Strict(5))
class Ej(Flag, boundary=EJECT): A = 1; B = 2
t(lambda: Ej(5))
class Ke(Flag, boundary=KEEP): A = 1; B = 2
t(lambda: Ke(5)); t(lambda: ~Ke.A)
match Color.RED:
    case Color.GREEN: print("g")
    case Color.RED: print("r")
class W(Enum):
    A = 1
    @member
    def f(self): pass
    B = nonmember(5)
t(lambda: list(W)); t(lambda: W.B)
class Ig(Enum):
    _ignore_ = ["x"]
    x = 5
    A = 1
t(lambda: list(Ig)); t(lambda: Ig.x)
t(lambda: isinstance(Color, EnumMeta)); t(lambda: type(Color)); t(lambda: EnumMeta is EnumType)
class Ord(Enum):
    A = 1; B = 2
    def __lt__(self, o): return self.value < o.value
    def __str__(self): return "ord" + self.name
    def __eq__(self, o): return self is o
    __hash__ = None
t(lambda: sorted([Ord.B, Ord.A])); t(lambda: f"{Ord.A}"); t(lambda: hash(Ord.A))
class Fl(float, Enum):
    PI = 3.14
t(lambda: Fl.PI); t(lambda: Fl.PI * 2); t(lambda: str(Fl.PI)); t(lambda: f"{Fl.PI}")
t(lambda: Color.RED._name_); t(lambda: Color.RED._value_); t(lambda: Color.RED._sort_order_)
class Desc(Enum):
    "doc"
    A = 1
    f = lambda self: 3
    s = staticmethod(lambda: 4)
t(lambda: Desc.__doc__); t(lambda: Desc.A.f()); t(lambda: Desc.s()); t(lambda: list(Desc))
t(lambda: Flag.__bases__); t(lambda: IntFlag.__mro__); t(lambda: IntEnum.__mro__); t(lambda: StrEnum.__mro__)
import random
t(lambda: len([*Color])); t(lambda: {c.name: c.value for c in Color}); t(lambda: Color["NOPE"])
t(lambda: type("Z", (Color,), {}))
t(lambda: setattr(Color, "RED", 2)); t(lambda: setattr(Color, "NEW", 2)); t(lambda: Color.NEW)
t(lambda: IF.A & 3); t(lambda: 3 & IF.A); t(lambda: IF.A ^ IF.B); t(lambda: F.R ^ F.RW); t(lambda: F.R & F.W)
t(lambda: enum._decompose); t(lambda: F.R.value | F.W.value)
t(lambda: auto()); t(lambda: auto().value)
@global_enum
class GE(Enum):
    GA = 1
t(lambda: GA); t(lambda: str(GA)); 
class A3(Enum):
    A = 5; B = 2; C = auto()
t(lambda: list(A3))
t(lambda: Color.name); t(lambda: Color())
