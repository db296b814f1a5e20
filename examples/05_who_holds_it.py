# Who holds this object?
#
# Each reference to an object comes from somewhere: a name, a place in a list,
# a key or value of a dict, an attribute, a variable captured by a function, an
# argument of a running call... The count is simply the number of these places.
# Put the cursor on the list in the heap pane and open its ledger as you go.

import sys


def holders(thing):
    return sys.getrefcount(thing) - 2  # less our own two: this parameter, and getrefcount's argument


treasure = ["gold"]  # held by: the name `treasure`
print("one name:", holders(treasure))

chest = [treasure, treasure]  # two places in a list
print("and twice in a chest:", holders(treasure))

atlas = {"island": treasure}  # a value in a dict
print("and in an atlas:", holders(treasure))


class Pirate:
    pass


jack = Pirate()
jack.loot = treasure  # an attribute
print("and with a pirate:", holders(treasure))


def remember(secret):
    def tell():
        return secret  # a captured variable: it lives in a cell

    return tell


parrot = remember(treasure)
print("and a parrot remembers it:", holders(treasure))

del jack.loot, atlas["island"]
chest.clear()
print("name and parrot are left:", holders(treasure))
