# Identity of strings: what is shared and what is new.
a = "hello"; b = "hello"
print(a is b, a[:] is a, str(a) is a, a + "" is a, a * 1 is a, "".join([a]) is a, a.strip() is a, a.replace("x", "y") is a, a.lower() is a, a[0:5] is a, a[0] is b[0], a[9:] is b[9:], f"{a}" is a, "%s" % a is a, "{}".format(a) is a, a.ljust(2) is a, a.encode().decode() is a)
x = "wtf!"; y = "wtf!"
print(x is y)
parts = ["h", "ello"]
c = "".join(parts)
print(c == a, c is a)
import sys
print(sys.intern(c) is a, sys.intern("".join(["h", "i there"])) is sys.intern("hi there"))
d = "he" + "llo"
print(d is a)
h = "he"
print(h + "llo" is a, h + "llo" == a)
e = "a" * 5
g = "aaaaa"
print(e is g, ("a" * 4096) == ("a" * 4096), "ab" "cd" is "abcd" if False else "skip")
n = 5
k = "a" * n
print(k is g, k == g)
def f(): return "hello"
def q(): return "hello"
print(f() is q(), f() is a)
class C:
    attr = 1
print([n for n in C.__dict__ if n == "attr"][0] is sys.intern("at" + "tr"))
dd = {"key": 1}
for kk in dd: print(kk is "key" if False else kk == "key")
one = chr(97)
word, accented, raw, empty = "abc", "éa", b"ABC", "abc"[:0]
print(one is word[0], chr(233) is accented[0], chr(1000) is chr(1000), empty is str(), "".join([]) is empty.strip(), bytes() is raw[5:], bytes([65]) is raw[0:1])
s = "x"
t = s
s += "y"
print(s, t, s is t)
for bad in (lambda: sys.intern(5), lambda: sys.intern(b"x")):
    try:
        bad()
    except TypeError as ex:
        print(ex)
