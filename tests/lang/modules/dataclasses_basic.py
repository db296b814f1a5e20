from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError, KW_ONLY, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False)
p = P(1); q = P(1, 0)
print(p, p == q, p != P(2), asdict(p), astuple(p), replace(p, x=5), [f.name for f in fields(P)], is_dataclass(p), p.tags is q.tags, P.__match_args__)
@dataclass(order=True, frozen=True)
class V:
    a: int
    b: str = "b"
print(V(1) < V(2), sorted([V(2), V(1, "z"), V(1)]), hash(V(1)) == hash(V(1)), {V(1): 1}[V(1)])
try: V(1).a = 5
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass
class C(P):
    z: float = 1.5
    def __post_init__(self): self.total = self.x + self.y
print(C(1, 2), C(1, 2).total, C.__mro__[1].__name__)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
    iv: InitVar[int] = 0
    def __post_init__(self, iv): self.sum = self.a + iv
print(K(1, b=3, iv=4), K(1, iv=9).sum)
@dataclass(slots=True)
class S:
    x: int
print(S(1), S.__slots__, hasattr(S(1), "__dict__"))
for code in ("P()", "P(1, 2, 3, 4)", "K(1, 2)", "P(1) < P(2)", "hash(P(1))", "V()", "asdict(5)"):
    try: print(eval(code))
    except TypeError as e: print(code, "->", e)
for body in ("x: int = 1\n    y: int", "x: list = []", "x = field(default=1, default_factory=list)"):
    try: exec(f"@dataclass\nclass Bad:\n    {body}")
    except (TypeError, ValueError) as e: print(e)
@dataclass(repr=False, eq=False)
class N: v: int = field(default=3, compare=False, metadata={"k": 1})
print(N().v, N() == N(), fields(N)[0].metadata, fields(N)[0].default, fields(N)[0].type)
