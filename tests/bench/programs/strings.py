# Strings: building, splitting, joining, searching, formatting.
def build(n):
    parts = []
    for i in range(n):
        parts.append("item " + str(i) + ": " + hex(i * 31)[2:])
    return "\n".join(parts)

def parse(text):
    total = 0
    for line in text.split("\n"):
        head, _, tail = line.partition(": ")
        total += int(head.split()[1]) + int(tail, 16)
    return total

def palindromes(n):
    count = 0
    for i in range(n):
        s = str(i)
        if s == s[::-1]:
            count += 1
    return count

def caesar(text, shift):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + shift) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)

def formats(n):
    length = 0
    for i in range(n):
        length += len(f"{i:>6}|{i / 7:.3f}|{'ab' * (i % 3)}") + len("%05d %s" % (i, i % 2 == 0))
    return length

def grow(n):
    s = ""
    for i in range(n):
        s += "xyz"[i % 3]
    return s.count("zx"), s.find("yzx", 1000)

text = build(200000)
secret = "the quick brown fox jumps over the lazy dog. " * 6000
for shift in range(1, 4):
    secret = caesar(secret, shift)
print(parse(text), palindromes(700000), secret[:20], formats(200000), grow(500000), len(text.upper().replace("ITEM", "thing")))
