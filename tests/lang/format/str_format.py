# str.format: fields, attributes, indexes, nesting, errors.
class P:
    x = 5
    def __init__(self): self.d = {"k": [10, 20]}
    def __format__(self, spec): return "P<%s>" % spec
    def __repr__(self): return "repr(P)"
    def __str__(self): return "str(P)"
p = P()
print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0} {a} {0}".format("z", a=1), "{{}} {{{}}}".format(5), "no fields".format(), "{}".format(""))
print("{0.x} {0.d[k][1]} {1[0]} {1[-1]}".format(p, {"-1": "neg", 0: "zero"}), "{p.x}".format(p=p), "{0[0]}{0[1]}".format("ab"), "{0[a b]}".format({"a b": 1}), "{0.__class__.__name__}".format(5))
print("{!r} {!s} {!a}".format(p, p, "é"), "{} {:spec}".format(p, p), "{!r:>10}|{:>{}}|{:{a}{b}}".format(p, "x", 5, 7, a="^", b=9), "{:{}.{}f}".format(3.14159, 8, 2), "{0:{1}}".format(5, "x"))
print("{:d}:{:02d}".format(5, 7), "{:,}".format(10**6), "{:>10}|{:<10}|{:^10}".format("r", "l", "c"), "{:%}".format(0.25), "{:c}".format(65), "{:b}".format(5), "{:.3}".format("abcdef"), "{:5}{:5}".format(1, "a"), "{:}".format(3))
for fmt, args in (("{}", ()), ("{} {}", (1,)), ("{1}", (1,)), ("{a}", ()), ("{", (1,)), ("}", (1,)), ("{0}{}", (1, 2)), ("{}{0}", (1, 2)), ("{0[}", (1,)), ("{0.}", (1,)), ("{!x}", (1,)), ("{!}", (1,)), ("{!rr}", (1,)), ("{0[a]}", ([1],)), ("{0[5]}", ([1],)), ("{0.nope}", (1,)), ("{:d}", ("a",)), ("{0x}", (1,)), ("{-1}", (1,)), ("{:{:{}}}", (1, 2, 3)), ("{a.b}", ()), ("{ }", (1,)), ("{!r", (1,)), ("{:", (1,)), ("{0[0", ([1],)), ("}{", (1,)), ("{0]}", (1,))):
    try:
        print(fmt, fmt.format(*args))
    except Exception as e:
        print(fmt, "->", type(e).__name__, e)
class D(dict):
    def __missing__(self, k): return "<" + k + ">"
print("{a} {b}".format_map(D(a=1)))
try:
    "{}".format_map({})
except ValueError as e:
    print(e)
f = "{:>{w}}".format
print(f("a", w=4), [*map("{:02x}".format, b"\x01\xff")], "{0}{0}".format([1]), "{:{}}".format("x", ""))
