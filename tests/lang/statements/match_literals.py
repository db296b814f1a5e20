# match: literals, captures, wildcards, or-patterns, guards.
def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case "a" "b": return "ab"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case str() as s if len(s) > 3: return "long " + s
        case str(): return "short"
        case int(n) if n > 100: return f"big {n}"
        case (a, b): return f"pair {a} {b}"
        case [a, *rest, z] if rest: return f"seq {a} {rest} {z}"
        case []: return "empty"
        case {"type": t, **rest}: return f"dict {t} {rest}"
        case {}: return "any dict"
        case _: return "other"
for v in (0, 1, 2, 3, -1, 1.5, 2 + 3j, "ab", b"x", None, True, False, "hello", "hi", 500, 50, (1, 2), [1, 2], [1, 2, 3, 4], [], (), {"type": 1, "x": 2}, {"y": 1}, {}, {1}, object, 1.0, 0.0):
    print(repr(v), "->", f(v))
match = 5; case = 6; _ = 7
print(match, case, _)
match (match, case):
    case (5, x): print("soft keywords", x)
match x:
    case 7: print("no")
print("falls through", x)
match [1, [2, [3, 4]]]:
    case [a, [b, [c, d]]]: print(a, b, c, d)
match "abc":
    case [*_]: print("never: strings are no sequences")
    case whole: print(whole)
match 1, 2:
    case 1, y: print("open tuple", y)
