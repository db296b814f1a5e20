# Strings of each storage kind, mixed operations.
kinds = ["ascii", "latiné", "bmpж€", "astral😀"]
for a in kinds:
    for b in kinds:
        c = a + b
        print(len(c), c[len(a):] == b, c.find(b[-1]), c.count("a"), c.replace(b[-1], "_"), c.upper()[-3:], c[::-1][0], a < b, a in c, c.split(b[-1]), sep="|")
import sys
for s in ("", "a", "é", "ж", "😀", "a" * 10, "é" * 10, "ж" * 10, "😀" * 10, "a" * 10 + "😀"):
    print(len(s), sys.getsizeof(s), len(s.encode()), len(s.encode("utf-16-le")), s[:1], s[-1:])
print("日本語".center(9, "*"), "日本語".ljust(5) + "|", "%-5s|" % "日本", "{:>5}|".format("語"), "日本語"[1], "日本語".encode("unicode_escape"), "日本語".isalpha(), "日本語"[::-1])
print("".join(chr(c) for c in range(0x3b1, 0x3ba)), [c for c in "aé😀"], "é" == "\xe9", "\u00e9" in "café", sorted("éeaz"), "naïve".title(), "ÅNGSTRÖM".lower(), "crème brûlée".capitalize())
text = "The quick brown 🦊 jumps over the lazy 🐶"
print(text.split(), text.index("🦊"), text[16], text.replace("🦊", "fox").replace("🐶", "dog"), {w: len(w) for w in text.split()}, text.swapcase(), text.encode()[16:20], text.partition("🦊")[2])
print(repr("\x00\x1f\x7f\x80\xa0\xad\u0378\u200e\u2028\ue000\ufeff\U000e0001\U0010ffff"), "\u200b".isprintable(), repr("\ud83d\ude00"), ascii("\x80\u0100\U00010000"))
