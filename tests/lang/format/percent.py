# % formatting of str and bytes.
print("%d %i %u" % (1, -2, 3), "%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5), "%x %X %#x %o %#o" % (255, 255, 255, 8, 8), "%c%c" % ("a", 98), "%s %r %a" % ("é", "é", "é"), "100%%" % (), "%%%d" % 5)
print("%f %.2f %10.3f %-10.1f| %+.1f %e %.1E %g %G %.3g %#.0f" % (1.5, 2.345, 3.14159, 2.5, 1.0, 12345.678, 0.00012, 1e10, 1e-10, 123456, 5), "%010.2f" % -3.14159, "% .2f" % 1.0, "%.0f" % 0.5, "%.0f" % 1.5, "%5.1f%%" % 99.5)
print("%s" % None, "%s" % [1, 2], "%s" % (1,), "%s" % ((1, 2),), "%s %s" % ("a", "b"), "%10s|%-10s|%.2s|%5.1s|" % ("abc", "abc", "abc", "abc"), "%s" % {"a": 1}, "%r" % "it's", "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%5s" % True, "%d" % True, "%d" % 3.99, "%d" % -3.99, "%x" % 10**20, "%.3d" % 5, "%+.3d" % 5, "%#5x|%-#8o|" % (10, 8))
print("%(a)s %(b)05d %(a)r" % {"a": "x", "b": 42}, "%(k)s%%" % {"k": 1}, "%(a b)s" % {"a b": 2}, "%(x)s" % {"x": (1, 2)}, "no args" % {}, "no args" % [])
print("%ld %hd %Ld" % (1, 2, 3))
for fmt, arg in (("%d", "a"), ("%d", None), ("%d %d", (1,)), ("%d", (1, 2)), ("%q", 1), ("%", 1), ("%s %s", "a"), ("%c", "ab"), ("%c", 1.5), ("%c", -1), ("%c", 0x110000), ("%f", "x"), ("%(a)s", 5), ("%(a)s", {}), ("%(a", {"a": 1}), ("%x", 1.5), ("%x", "a"), ("%*d", ("a", 1)), ("%s", ()), ("abc", 1), ("%.", 1), ("%d", 1j), ("%d", float("inf")), ("%d", float("nan")), ("%5", 1), ("%(a)d %d", {"a": 1}), ("%o", 1.0), ("%i", [])):
    try:
        print(fmt, fmt % arg)
    except Exception as e:
        print(fmt, "->", type(e).__name__, e)
class C:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __int__(self): return 7
    def __index__(self): return 8
    def __float__(self): return 2.5
print("%s %r %a %d %x %f" % (C(), C(), C(), C(), C(), C()))
print(b"%d %s %b %x %c %a %r %5.1f|%-5s|" % (1, b"ab", b"cd", 255, 65, "é", "x", 2.5, b"q"), b"%(k)s" % {b"k": b"v"}, bytearray(b"%d") % 5, b"%%" % ())
for fmt, arg in ((b"%s", "a"), (b"%b", 5), (b"%d", "a"), (b"%c", 256), (b"%c", b"ab"), (b"%q", 1)):
    try:
        print(fmt % arg)
    except Exception as e:
        print(type(e).__name__, e)
