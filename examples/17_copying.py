# Copying: how deep?
#
# `b = a` copies nothing. `copy.copy(a)` makes a new outer object with the same
# things inside. `copy.deepcopy(a)` copies what is inside as well, and remembers
# what it has copied already, so that sharing and cycles come out right.

import copy

inner = [1, 2]
outer = [inner, inner, "text"]

alias = outer
shallow = copy.copy(outer)
deep = copy.deepcopy(outer)

inner.append(3)
print("alias:  ", alias, "  same outer:", alias is outer)
print("shallow:", shallow, "  same outer:", shallow is outer, " same inner:", shallow[0] is inner)
print("deep:   ", deep, "        same inner:", deep[0] is inner)

# Sharing is kept: the two places still hold one list, only a new one.
print("still shared in the deep copy:", deep[0] is deep[1])

# What cannot change need not be copied.
print("the text is shared:", deep[2] is outer[2])

# Other ways to a shallow copy.
print([1, 2, inner][:][2] is inner, list(outer)[0] is inner, {"k": inner}.copy()["k"] is inner)

# Even a cycle can be copied.
ring = ["ring"]
ring.append(ring)
twin = copy.deepcopy(ring)
print(twin, "a ring of its own:", twin[1] is twin, twin is not ring)


class Account:
    def __init__(self, owner, history):
        self.owner = owner
        self.history = history

    def __copy__(self):
        print("   a class may decide itself")
        return Account(self.owner, list(self.history))


a = Account("Ada", [10])
b = copy.copy(a)
b.history.append(20)
print(a.history, b.history)
