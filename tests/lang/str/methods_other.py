# translate, maketrans, encode, format_map, ord, chr and the rest.
t = str.maketrans({"a": "1", "b": None, ord("c"): "ccc", "d": 100})
print(t, "abcd".translate(t), "abc".translate(str.maketrans("ab", "xy")), "hello".translate(str.maketrans("l", "r", "h")), "é".translate({233: "e"}), "abc".translate({}))
class Rot:
    def __getitem__(self, k):
        if k == 32: raise LookupError
        return k + 1
print("HAL 9000".translate(Rot()))
print(ord("a"), ord("é"), ord("😀"), chr(97), chr(8364), chr(0x1F600), ascii("é😀'\n"), repr("é"), chr(0) == "\0", ascii([1, "ж"]))
print("é€😀".encode(), "é".encode("latin-1"), "abc".encode("ascii"), "é".encode("ascii", "replace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "backslashreplace"), "é".encode("ascii", "xmlcharrefreplace"), "é".encode("utf-16-le"), "a".encode("utf-16"), "😀".encode("utf-32-be"), "é".encode(encoding="utf8", errors="strict"), "\ud800".encode("utf-8", "surrogatepass"))
for f in (lambda: "é".encode("ascii"), lambda: "€".encode("latin-1"), lambda: "a".encode("nope"), lambda: "\ud800".encode(), lambda: "a".encode(5), lambda: chr(-1), lambda: chr(0x110000), lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: chr("a"), lambda: "a".translate(5), lambda: str.maketrans("ab", "c"), lambda: str.maketrans(5), lambda: str.maketrans({"ab": 1}), lambda: str(b"a", "nope"), lambda: str(5, "utf-8"), lambda: "a" + 5, lambda: "a" + b"b", lambda: "a"[0.5], lambda: str.join(",", 5), lambda: "é".encode("ascii", "nope"), lambda: "abc".foo()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(str(), str(5), str(b"ab"), str(b"\xc3\xa9", "utf-8"), str(None), str([1, "a"]), str(object=3), str(b"ab", encoding="ascii"), "%s" % b"x")
print("abc" * 3, 3 * "ab", "a" * 0, "a" * -1, "ab" + "cd", "a" < "b", "a" < "B", "abc" > "abd", "é" > "z", "" < "a", "a" == "a", "a" != b"a")
print("{a} {b}".format_map({"a": 1, "b": 2}), "a-b".__contains__("-"), "abc".__len__(), "abc".__getitem__(1), "abc".__add__("d"), "ab".__mul__(2), "a".__eq__("a"), "a".__lt__("b"), "abc".__hash__() == hash("abc"), list("añ😀"), sorted("hello"), "abc"[::-1], max("hello"), *"xyz")
it = iter("a😀é"); print(next(it), list(it), len("é"), len("e\u0301"), len("😀"), "e\u0301" == "é", [*"ab"], set("aab") == {"a", "b"}, tuple("ab"), dict.fromkeys("ab", 0))
class S(str):
    def __str__(self): return "S!"
    def shout(self): return self.upper() + "!"
s = S("abc")
print(s, [s], s.shout(), type(s.upper()).__name__, s == "abc", hash(s) == hash("abc"), s + "d", f"{s}", "%s" % s, s[0], len(s), {s: 1}["abc"], "".join([s]), isinstance(s, str), repr(s), str(s), type(str(s)).__name__)
print("a" "b" 'c' is "abc" if False else "abc", "\N{GREEK SMALL LETTER ALPHA}", "\x41", "\101", "\u0041", len("\\"), r"\n", len(r"\n"), "tab\there", 'q"q', "q'q", 'a\'b"c')
