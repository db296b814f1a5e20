# `del` removes a reference, not an object.
#
# `del name` unties a label. `del box[i]` empties a place in a container.
# `del thing.attr` removes an attribute. The object only dies when that was the last
# reference to it.


class Lamp:
    def __init__(self, room):
        self.room = room

    def __del__(self):
        print("   the lamp in the", self.room, "goes out")


lamp = Lamp("kitchen")
other = lamp
del lamp
print("one label gone, the lamp is still on")
del other
print("that was the last one")

try:
    print(lamp)
except NameError as error:
    print("error:", error)

house = [Lamp("hall"), Lamp("attic"), Lamp("cellar")]
del house[1]  # the places behind it move up
print("left in the house:", [lamp.room for lamp in house])

street = {"first": house}
del street["first"]  # the list has another label, so nothing dies
print("the house stands:", len(house))

house[0].bulb = Lamp("bulb of the hall")
del house[0].bulb

# Deleting while you walk through a list skips things: the places move, the counter does not know.
numbers = [1, 1, 2, 3]
for n in numbers:
    if n == 1:
        numbers.remove(n)
print("a 1 survived:", numbers)

del house
print("end")
