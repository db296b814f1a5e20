import gc; gc.disable()  # the library makes other objects here: by themselves, collections would come at other moments
from dataclasses import *
import dataclasses, copy
from typing import ClassVar, List, Optional
import typing
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
t(lambda: P(1)); t(lambda: P(1, 2, [3])); t(lambda: P()); t(lambda: P(1, 2, 3, 4)); t(lambda: P(1) == P(1)); t(lambda: P(1) == 1); t(lambda: P(1) < P(2)); t(lambda: hash(P(1))); t(lambda: P.__doc__); t(lambda: P.__match_args__); t(lambda: P.__init__.__annotations__); t(lambda: P.__init__.__qualname__); t(lambda: P.__hash__); t(lambda: P.y); t(lambda: P.tags); t(lambda: P.x)
t(lambda: fields(P)[0].name); t(lambda: fields(P)); t(lambda: fields(3)); t(lambda: P.__dataclass_params__); t(lambda: is_dataclass(P)); t(lambda: is_dataclass(P(1))); t(lambda: is_dataclass(3))
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = field(default="q", compare=False, repr=False)
f = F(1)
t(lambda: setattr(f, "a", 2)); t(lambda: delattr(f, "a")); t(lambda: setattr(f, "zz", 2)); t(lambda: F(1) < F(2)); t(lambda: sorted([F(3), F(1)])); t(lambda: hash(F(1)) == hash(F(1, "z"))); t(lambda: F(1, "a") == F(1, "b")); t(lambda: {F(1): 2}[F(1)]); t(lambda: replace(f, a=9)); t(lambda: asdict(f)); t(lambda: astuple(f)); t(lambda: F(1) < 3); t(lambda: issubclass(FrozenInstanceError, AttributeError))
@dataclass
class N:
    p: P
    l: List[P]
    d: dict
    c: ClassVar[int] = 5
    i: InitVar[int] = 3
    def __post_init__(self, i): self.sum = self.p.x + i
n = N(P(1), [P(2)], {"k": P(3)})
t(lambda: n); t(lambda: n.sum); t(lambda: asdict(n)); t(lambda: astuple(n)); t(lambda: asdict(n)["p"] is n.p); t(lambda: [x.name for x in fields(n)]); t(lambda: asdict(P)); t(lambda: asdict(3)); t(lambda: replace(3)); t(lambda: N.c)
@dataclass
class B(P):
    z: int = 5
t(lambda: B(1)); t(lambda: B(1, 2, [], 3)); t(lambda: B(1) == P(1)); t(lambda: B.__mro__)
def bad():
    @dataclass
    class X(P):
        w: int
t(bad)
def bad():
    @dataclass
    class X:
        w: list = []
t(bad)
def bad():
    @dataclass
    class X:
        a: int = 1
        b: int
t(bad)
def bad():
    @dataclass
    class X:
        a = field()
t(bad)
def bad():
    field(default=1, default_factory=int)
t(bad)
def bad():
    @dataclass(order=True, eq=False)
    class X: a: int
t(bad)
def bad():
    @dataclass(order=True)
    class X:
        a: int
        def __lt__(self, o): return 1
t(bad)
def bad():
    @dataclass
    class X(F): c: int = 1
t(bad)
def bad():
    @dataclass(frozen=True)
    class X(P): c: int = 1
t(bad)
def bad():
    @dataclass(frozen=True)
    class X:
        a: int
        def __setattr__(self, n, v): pass
t(bad)
def bad():
    @dataclass(unsafe_hash=True)
    class X:
        a: int
        def __hash__(self): return 1
t(bad)
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
t(lambda: S(1)); t(lambda: S.__slots__); t(lambda: setattr(S(1), "q", 1)); t(lambda: hasattr(S(1), "__dict__"))
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
t(lambda: K(a=1)); t(lambda: K(1)); t(lambda: K.__match_args__)
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int
t(lambda: K2(1, c=3)); t(lambda: K2(1, 2, 3)); t(lambda: K2(1))
@dataclass(unsafe_hash=True)
class U: a: int
t(lambda: hash(U(1)) == hash((1,)))
@dataclass(repr=False, eq=False)
class R: a: int
t(lambda: R(1) == R(1)); t(lambda: hash(R(1)) is not None)
@dataclass(init=False)
class NI:
    a: int = 3
t(lambda: NI()); t(lambda: NI(1))
@dataclass
class Own:
    a: int
    def __repr__(self): return "own"
    def __eq__(self, o): return "eq"
t(lambda: Own(1)); t(lambda: Own(1) == 2)
@dataclass
class Rec:
    me: object = None
r = Rec(); r.me = r
t(lambda: r)
M = make_dataclass("M", [("x", int), "y", ("z", int, field(default=5))], namespace={"dbl": lambda s: s.x * 2})
t(lambda: M(1, 2)); t(lambda: M(1, 2).dbl()); t(lambda: M.__annotations__); t(lambda: make_dataclass("M", ["class"])); t(lambda: make_dataclass("M", ["a", "a"])); t(lambda: make_dataclass("M", ["1"]))
@dataclass
class NoInit:
    a: int
    b: int = field(init=False)
    c: int = field(default=4, init=False)
    def __post_init__(self): self.b = self.a * 2
t(lambda: NoInit(2)); t(lambda: replace(NoInit(2), b=3)); t(lambda: replace(NoInit(2), a=3)); t(lambda: replace(NoInit(2), q=3))
match P(1, 2):
    case P(1, y): print("matched", y)
t(lambda: MISSING.__class__.__name__); t(lambda: field(metadata={"a": 1}).metadata["a"]); t(lambda: copy.deepcopy(n) == n); t(lambda: InitVar[int]); t(lambda: KW_ONLY.__class__)
class Desc:
    def __get__(self, i, o): return 7 if i is None else i._v
    def __set__(self, i, v): i._v = v * 2
@dataclass
class HasDesc: v: int = Desc()
t(lambda: HasDesc().v); t(lambda: HasDesc(5).v)
@dataclass
class Empty: pass
t(lambda: Empty()); t(lambda: Empty() == Empty()); t(lambda: Empty.__doc__)
@dataclass
class Str:
    a: "int"
    c: "ClassVar[int]" = 2
    k: "typing.ClassVar[int]" = 3
    i: "InitVar[int]" = 3
t(lambda: [f.name for f in fields(Str)]); t(lambda: Str(1)); t(lambda: Str.__doc__)
import inspect
t(lambda: inspect.signature(P)); t(lambda: inspect.signature(F))
@dataclass
class Node:
    v: int
    left: "Optional[Node]" = None
t(lambda: Node(1, Node(2))); t(lambda: asdict(Node(1, Node(2))))
t(lambda: sorted(dataclasses.__all__))
t(lambda: P.__eq__); t(lambda: P.__repr__(P(1)))
