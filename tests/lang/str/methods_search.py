# Finding things in strings.
s = "hello world, hello"
print(s.find("hello"), s.find("hello", 1), s.find("zz"), s.rfind("hello"), s.index("o"), s.rindex("o"), s.count("l"), s.count("hello", 5), s.count(""), s.find("", 5), s.find("", 99), s.rfind(""), s.find("o", -5), s.find("l", 0, 3))
print(s.startswith("he"), s.startswith("lo", 3), s.startswith(("x", "h")), s.endswith("lo"), s.endswith(("a", "o")), s.endswith("hello", 5, 11), "".startswith(""), s.startswith("", 50), s.endswith("world", 0, 11))
print("l" in s, "xyz" not in s, "" in "", s.partition(", "), s.partition("zz"), s.rpartition("l"), s.rpartition("zz"), s.partition("hello"))
print(s.split(), s.split("l"), s.split("l", 1), s.rsplit("l", 1), s.split(", "), "a,,b,".split(","), "".split(","), "".split(), "  a  b  ".split(), "  a  b  ".split(" "), "a b c d".split(None, 2), "a b c d".rsplit(None, 2), "  a b  ".rsplit(None, 1), "aXbXc".split(sep="X", maxsplit=1))
print("a\nb\r\nc\rd\n".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines(), "x".splitlines())
print("abcabc".replace("b", "XX"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "aaaa".replace("aa", "b"), "abc".replace("z", "y"), "".replace("", "x"), "abc".replace("abc", ""), "aaa".replace("a", "", -1))
print("abc".removeprefix("a"), "abc".removeprefix("b"), "abc".removesuffix("bc"), "abc".removesuffix("x"), "".removeprefix("a"))
for f in (lambda: s.index("zz"), lambda: s.rindex("zz"), lambda: s.split(""), lambda: s.partition(""), lambda: s.find(5), lambda: s.startswith(5), lambda: s.startswith([]), lambda: s.replace("a"), lambda: s.replace(1, 2), lambda: s.count(), lambda: s.split(5), lambda: 5 in s, lambda: s.endswith((1,)), lambda: s.find("a", "b"), lambda: s.splitlines("x"), lambda: s.split(maxsplit="a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("ünï€ö".find("€"), "😀a😀".rfind("😀"), "日本語日本".count("日本"), "straße".index("ß"), "aé".replace("é", "e"), "aa😀".replace("a", "😀"), "é,ж".split(","))
