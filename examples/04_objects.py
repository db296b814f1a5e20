# Every object has a type, a count of references, and a value.
#
# The type says what it can do and never changes. The count says how many
# references lead to it. The value is what we usually think of as "the object".
# Besides these, each object has an identity (where it lives) and a size in bytes.

import sys

things = [7, 3.5, "seven", (7, 7), [7, 7], {"seven": 7}, {7}, None, True, len, int]
for thing in things:
    print(f"{str(thing):28} {type(thing).__name__:26} {sys.getsizeof(thing):4} bytes")

# Types are objects as well, and they have a type of their own.
print("type of 7:", type(7), " type of int:", type(int), " type of type:", type(type))

# The size counts the object alone, not what it refers to:
# a list holds references, eight bytes each, not the things themselves.
small = ["x"]
large = ["x" * 1000]
print("same size:", sys.getsizeof(small) == sys.getsizeof(large))

# A list keeps some room for growth, so its size goes up in steps.
growing = []
sizes = []
for n in range(17):
    sizes.append(sys.getsizeof(growing))
    growing.append(n)
print("a list while it grows:", sizes)

# The count. getrefcount's own argument is one reference more.
shared = []
also = shared
print("references to the list:", sys.getrefcount(shared) - 1)
