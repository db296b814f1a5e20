from enum import Enum, IntEnum, Flag, auto, unique, IntFlag
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.RED in Color, Color.RED == 1, Color.RED is Color.RED, {Color.RED: 1}[Color.RED], isinstance(Color.RED, Color), list(Color.__members__))
class N(IntEnum): A = 1; B = 2
print(N.A, N.A + 1, N.A < N.B, N.A == 1, sorted([N.B, N.A]), f"{N.A}", [10, 20, 30][N.B])
class F(Flag): R = auto(); W = auto(); X = auto()
rw = F.R | F.W; print(rw, F.R in rw, F.X in rw, rw & F.R, ~rw, F(0), bool(F(0)), rw.value, list(rw), F(5), rw ^ F.R)
class M(Enum):
    A = auto(); B = auto()
    def next(self): return M.B if self is M.A else M.A
    @property
    def low(self): return self.name.lower()
print(M.A.value, M.B.value, M.A.next(), M.B.low)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    def __init__(self, mass, r): self.mass, self.r = mass, r
print(Planet.EARTH.mass, Planet.EARTH.value)
for f in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5), lambda: Color.PURPLE, lambda: Color(), lambda: Color.RED < Color.BLUE, lambda: type("S", (Color,), {})):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
D = Enum("D", "x y z"); print(list(D), D.x.value); print(IntFlag("P", "A B")(3)); print(hash(Color.RED) == hash("RED"), str(Color), repr(Color))
