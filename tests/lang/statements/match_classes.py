# match: class patterns, values, mappings, nesting.
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class C: RED = 1; BLUE = 2
class NoArgs: v = 1
def f(v):
    match v:
        case P(0, 0): return "origin"
        case P(x=0, y=y): return f"on y at {y}"
        case P(x, 0): return f"on x at {x}"
        case P(x, y) if x == y: return "diagonal"
        case P(): return "point"
        case C.RED: return "red"
        case C.BLUE | "blue": return "blue"
        case int() | float() as n: return f"number {n}"
        case {"p": P(x, _), "l": [first, *_]}: return f"nested {x} {first}"
        case {"k": 1 | 2 as k}: return f"k {k}"
        case list([a]): return f"list of one {a}"
        case tuple((a, b)): return f"tuple {a} {b}"
        case NoArgs(v=1): return "attr"
        case [P(x1, y1), P(x2, y2)]: return f"segment {x1},{y1}-{x2},{y2}"
        case _: return "?"
for v in (P(0, 0), P(0, 5), P(3, 0), P(2, 2), P(1, 2), 1, 2, "blue", 3, 2.5, {"p": P(9, 1), "l": [7, 8]}, {"k": 2}, {"k": 3}, [5], (1, 2), NoArgs(), [P(1, 2), P(3, 4)], "x"):
    print(f(v))
for code in ("match 1:\n case P(1, 2, 3): pass", "match NoArgs():\n case NoArgs(1): pass", "match 1:\n case 5(): pass", "match P(1,2):\n case P(x, x=1): pass"):
    try: exec(code); print("no match, no error")
    except (TypeError, SyntaxError) as e: print(type(e).__name__, e)
try: exec("match P(1, 2):\n case P(1, 2, 3): pass")
except TypeError as e: print(e)
for code in ("match x:\n case a: pass\n case b: pass", "match x:\n case a | b: pass", "match x:\n case [a, a]: pass", "match x:\n case {**r, 'k': 1}: pass", "match x:\n case 1 + 1: pass", "match x:\n case f'{x}': pass", "match x:\n case [*a, *b]: pass", "match x:\n case a.b as c.d: pass"):
    try: compile(code, "<t>", "exec"); print("ok")
    except SyntaxError as e: print(e.msg)
