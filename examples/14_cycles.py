# Cycles: objects that hold each other.
#
# Two objects that refer to each other never reach a count of zero, even
# when the program has no name left for either. The cycle collector finds such
# islands: it looks for objects held only by each other.

import gc

gc.disable()  # we want to decide ourselves when it runs


class Person:
    def __init__(self, name):
        self.name = name
        self.friend = None

    def __del__(self):
        print("   goodbye", self.name)


ann = Person("Ann")
bob = Person("Bob")
ann.friend = bob
bob.friend = ann
print("they hold each other")

del ann
del bob
print("no names are left, but no goodbye: each is still held by the other")

found = gc.collect()
print("the collector found", found, "unreachable objects")

# The smallest island: a list that holds itself.
loop = []
loop.append(loop)
print(loop, loop[0] is loop)
del loop
print("collected:", gc.collect())

# A chain is no cycle: it falls apart by counting alone.
chain = None
for n in range(3):
    link = Person("link %d" % n)
    link.friend = chain
    chain = link
del link
print("letting go of the chain")
chain = None
print("collected:", gc.collect())
gc.enable()
