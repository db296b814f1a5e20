# Reference counting: how Python knows when an object may go.
#
# Every object counts the references that lead to it. A new reference adds one, a
# reference that goes takes one away. At zero, the object is freed at once.

import sys


def show(what, thing):
    # Two of the references are ours: this function's parameter and getrefcount's argument.
    print(f"{sys.getrefcount(thing) - 2:3}  {what}")


class Ship:
    def __del__(self):
        print("     the ship sinks")


ship = Ship()
show("a new ship with one name", ship)

flagship = ship
show("a second name", ship)

fleet = [ship] * 3
show("three times in a list", ship)

fleet.pop()
show("one place less", ship)

registry = {"A1": ship}
show("in a dict", ship)

pair = (ship, fleet)
show("in a tuple", ship)

del flagship
show("one name less", ship)

fleet.clear()
registry.clear()
show("list and dict let go", ship)

pair = None
show("and the tuple is gone", ship)

ship = None  # the last one: the ship sinks before the next line runs
print("  0  nobody is left")

# What a function is given counts too, for as long as the call runs.
crew = []


def board(people):
    show("(inside the call)", people)


show("crew", crew)
board(crew)
show("crew after the call", crew)
