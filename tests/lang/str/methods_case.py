# Case and classification, ASCII and beyond.
for t in ("hello World", "ABC", "straße", "ǅ ﬁ İ ı", "ὈΔΥΣΣΕΎΣ", "they're bill's", "123 abc", "", "ÀÉ", "a1B2c", "ŉ"):
    print(repr(t), t.upper(), t.lower(), t.title(), t.capitalize(), t.swapcase(), t.casefold())
for t in ("abc", "ABC", "Abc", "123", "a1", "", " ", "\t\n", "½", "²", "٣", "一", "é", "_x", "1x", "class", "a b", "A B", "Ab Cd", "ab cd", "\x00", "\u200b", "ⅷ", "ª", "😀", "x\n"):
    print(repr(t), *(int(getattr(t, m)()) for m in "isalpha isdigit isdecimal isnumeric isalnum isspace isupper islower istitle isidentifier isprintable isascii".split()))
print("ß".upper(), "ß".casefold() == "SS".casefold(), "ΑΣ".lower(), "Σ".lower(), "İ".lower().encode("unicode_escape"), "ﬀ".title(), "éa".isidentifier(), "ª".islower())
print("abc".upper() is "abc".upper(), "ABC".lower() == "abc", "i".upper(), "I".lower(), "ÿ".upper(), "µ".upper(), "ſ".upper())
print("hello".center(11, "*"), "hi".center(5) + "|", "hi".center(6, "-"), "a".center(4, "."), "ab".center(5, "."), "hi".ljust(5, ".") , "hi".rjust(5) , "42".zfill(5), "-42".zfill(5), "+4".zfill(1), "".zfill(3), "--1".zfill(5), "toolong".center(3), "é".ljust(3, "ж"))
print("  x  ".strip() + "|", "  x  ".lstrip() + "|", "  x  ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "abc".lstrip("cba"), "\u3000x\xa0".strip(), "..a.".rstrip("."), "x".strip(""), "\n\t x".strip(None))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(3) + "|", "ab\ncd\te".expandtabs(5), "a\tb".expandtabs(0))
print(", ".join(["a", "b"]), "".join("abc"), "-".join([]), "-".join(["one"]), "x".join(str(i) for i in range(3)), "é".join(["a", "ж"]), "ab".join(("1",)), "/".join({"k": 1}))
for f in (lambda: ",".join([1]), lambda: ",".join(5), lambda: ",".join(["a", None]), lambda: "a".center("b"), lambda: "a".center(5, "xy"), lambda: "a".ljust(5, ""), lambda: "a".zfill("x"), lambda: "a".strip(5), lambda: "a".upper(1), lambda: "a".title("x"), lambda: "a".expandtabs("x")):
    try:
        print(f())
    except TypeError as e:
        print(e)
