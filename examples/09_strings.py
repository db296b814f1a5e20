# Strings: which ones are shared?
#
# Texts that look like names (letters, digits, underscore) are kept in one big table
# while the program is compiled: "interned". So are one-character and empty strings.
# Strings computed while the program runs are new objects, even when they are equal.

import sys

a = "wtf"
b = "".join(["w", "tf"])
print("equal:", a == b, " same:", a is b)

c = sys.intern(b)  # "give me the table's copy"
print("after intern:", a is c)

# One character (or none) always comes from a cache.
text = "hello"
other = "yes"
print("one character:", text[1] is other[1], " empty:", text[9:] is other[9:])

# The compiler joins constants in advance; what it makes is a constant again.
d = "wt" "f"
e = "w" + "tf"
print("joined by the compiler:", a is d, a is e)

# At run time the same calculation gives a new object.
w = "w"
f = w + "tf"
print("joined at run time:", a is f)

# A string never changes. Its methods give new strings, or the same when nothing had to be done.
shout = a.upper()
print(shout, a, " nothing to do:", shout.replace("x", "y") is shout)

# The size depends on the widest character.
for s in ("", "a", "abc", "é", "ж", "😀"):
    print(repr(s), sys.getsizeof(s), "bytes")
