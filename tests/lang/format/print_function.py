# print: separators, ends, files, flush, odd arguments.
import sys
print()
print("a", "b", sep="")
print("a", "b", sep="--", end="!\n")
print(1, 2.5, None, True, [1, "x"], ("t",), {"k": "v"}, {3}, b"b", range(2), sep=" | ")
print("x", end="")
print("y", end="\n\n")
print(*[1, 2, 3], *"ab", sep=",")
print("a", sep="unused")
print("multi\nline", "tab\there")
print("explicit", file=sys.stdout)
print("default sep", None, sep=None, end=None)
print("flushed", flush=True)
print(sep="x")
print("", "", sep="-")
class W:
    def __init__(self): self.got = []
    def write(self, s): self.got.append(s)
w = W()
print("a", 1, file=w, sep="+", end="END")
print(w.got)
class S:
    def __str__(self): return "custom str"
    def __repr__(self): return "custom repr"
print(S(), [S()], {S(): S()} if False else (S(),))
for kw in ({"sep": 5}, {"end": 5}, {"file": 5}, {"foo": 1}):
    try:
        print("x", **kw)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
class Bad:
    def __str__(self): return 5
try:
    print("before", Bad(), "after")
except TypeError as e:
    print()
    print(e)
print("stderr text", file=sys.stderr)
sys.stdout.write("written\n")
print(sys.stdout.write("abc\n"))
print("é ж 😀 \x07".encode("unicode_escape").decode())
print(print("inner"))
