# operator and string.
import operator as op, string
print(op.add(1, 2), op.sub(5, 3), op.mul("a", 3), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(-3), op.abs(-4), op.invert(5), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 4), op.rshift(16, 2), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.index(True), op.matmul if False else "", op.inv(0))
print(op.lt(1, 2), op.le(2, 2), op.eq("a", "a"), op.ne(1, 2), op.ge(1, 2), op.gt(2, 1), op.concat([1], [2]), op.contains([1], 1), op.countOf([1, 1, 2], 1), op.indexOf("abc", "c"), op.getitem({"k": 1}, "k"), op.length_hint([1, 2]), op.length_hint(iter("abc")), op.call(len, "ab"))
L = [1, 2, 3]; op.setitem(L, 0, 9); op.delitem(L, 1); print(L, op.iadd(L, [5]), op.iconcat(L, [6]), op.iadd(1, 2), L)
class O: a = 1; b = type("B", (), {"c": 2})
g = op.itemgetter(1); h = op.itemgetter(0, 2); a = op.attrgetter("a"); ab = op.attrgetter("a", "b.c"); m = op.methodcaller("split", "-", maxsplit=1)
print(g("abc"), h("abc"), a(O), ab(O), m("a-b-c"), repr(g), repr(h), repr(a), repr(m), op.itemgetter(slice(1, 3))("abcd"), sorted([(1, "b"), (0, "a")], key=op.itemgetter(1)), op.itemgetter("k")({"k": "v"}))
for f in (lambda: op.add(1, "a"), lambda: op.itemgetter(), lambda: op.attrgetter(5), lambda: op.attrgetter("nope")(O), lambda: g([]), lambda: op.methodcaller("zz")(1), lambda: op.indexOf([1], 2), lambda: op.concat(1, 2), lambda: op.index(1.5), lambda: op.add(1), lambda: op.methodcaller(), lambda: op.contains(1, 1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(string.ascii_lowercase, string.ascii_uppercase, string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello wide  world"), string.capwords("a-b", "-"), string.Template("$a ${b} $$ $c").safe_substitute(a=1, b=2), string.Template("$x").substitute({"x": 5}), string.Template("$x").substitute(x=6))
for t in ("$missing", "$", "${bad"):
    try: print(string.Template(t).substitute({}))
    except (KeyError, ValueError) as e: print(type(e).__name__, e)
class F(string.Formatter):
    def format_field(self, v, spec): return "<" + super().format_field(v, spec) + ">"
print(F().format("{0} {k:>3}", 1, k=2), string.Formatter().vformat("{}{}", (1, 2), {}), list(string.Formatter().parse("a{b!r:c}d")), string.Formatter().format("{0[a]} {1.real}", {"a": 5}, 3))
