# bytes: construction and methods.
b = b"hello world"
print(b, len(b), b[0], b[-1], b[1:4], b[::-1], list(b)[:3], b + b"!", b * 2, bytes(), bytes(3), bytes([65, 66]), bytes(b"x"), bytes("é", "utf-8"), bytes(range(5)), bytes("a", encoding="ascii"))
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"w"), b.count(b"l"), b.count(108), b.startswith(b"he"), b.endswith((b"x", b"ld")), b"o w" in b, 104 in b, b.partition(b" "), b.rpartition(b"o"), b.split(), b.split(b"l"), b.rsplit(b"o", 1), b.replace(b"l", b"LL"), b.replace(b"", b"-", 3))
print(b.upper(), b"ABC".lower(), b.title(), b.capitalize(), b.swapcase(), b.center(15, b"*"), b"x".ljust(3) + b"|", b"x".rjust(3, b"."), b"-5".zfill(4), b"  x ".strip(), b"xxaxx".strip(b"x"), b" a".lstrip(), b"a ".rstrip(), b"a\tb".expandtabs(4), b"a\nb\r\n".splitlines(), b",".join([b"a", bytearray(b"b")]), b"abc".removeprefix(b"a"), b"abc".removesuffix(b"c"))
print(b"abc".isalpha(), b"123".isdigit(), b"a1".isalnum(), b" \n".isspace(), b"ABC".isupper(), b"abc".islower(), b"Ab".istitle(), b"\x80".isascii(), b"".isalpha())
print(b"\x01\xab".hex(), b"\x01\xab\xcd\xef".hex(":"), b"\x01\xab\xcd\xef\x12".hex("-", 2), b"\x01\xab\xcd\xef\x12".hex("-", -2), bytes.fromhex("01 ab CD"), bytes.fromhex(""), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"abc".translate(bytes(range(256)), b"a"))
print(b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), b"abc".decode("ascii"), b"\xff\xfea\x00".decode("utf-16"), b"a\xff".decode("ascii", "replace"), b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
for f in (lambda: b"\xff".decode(), lambda: b"ab\xc3".decode(), lambda: b"\xe2\x82".decode(), lambda: b"\xc0\x80".decode(), lambda: b"\xed\xa0\x80".decode(), lambda: b"\xf5".decode(), lambda: b"a\x80".decode("ascii"), lambda: bytes("a"), lambda: bytes(-1), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: bytes(5, "utf-8"), lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"a".join(["x"]), lambda: b.index(b"zz"), lambda: b"a" in "abc", lambda: 256 in b, lambda: "a" in b, lambda: b.find("o"), lambda: bytes.fromhex("0g"), lambda: bytes.fromhex("012"), lambda: b[99], lambda: b.startswith("h"), lambda: b"a" < "a", lambda: b"ab".hex(""), lambda: b"a".translate(b"x"), lambda: b"a".decode("nope"), lambda: bytes(b"a", "utf-8"), lambda: bytes([1], "x")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    b[0] = 1
except TypeError as e:
    print(e)
print(b"a" < b"b", b"" < b"a", b"a" == bytearray(b"a"), b"a" == "a", b"a" != "a", hash(b"abc") == hash(b"abc"), {b"k": 1}[b"k"], sorted([b"b", b"a", b""]), bool(b""), max(b"abc"), repr(b"\x00\t\n\\'\""), repr(b'"'), str(b"x"), ascii(b"\xff"), sum(b"\x01\x02"), bytes(reversed(b"abc")), [*b"hi"], b"%d" % 5)
class HasBytes:
    def __bytes__(self): return b"from __bytes__"
print(bytes(HasBytes()), bytes(memoryview(b"mv")), bytes(bytearray(b"ba")), bytes(x for x in (1, 2)), bytes((1, 2)))
