# Identity is for the living.
#
# id(x) is the place where x lives. When an object dies its place is free, and the
# next object of that size often moves straight in. So two objects that never
# lived at the same time can have the same id.

# Each list dies before the next one is made, so both lived in the same place.
print("one after the other:", id([]) == id([]))

# Two lists that live at the same time cannot.
a = []
b = []
print("at the same time:  ", id(a) == id(b))
print("with `is`:         ", [] is [])  # both must be alive to be compared


class Guest:
    pass


print("guests come and go:", id(Guest()) == id(Guest()))

# The room of the last guest is the first to be given away.
room = Guest()
address = id(room); room = None; room = Guest(); again = id(room)
print("same room again:   ", address == again)

# While we hold on to the first, the next gets another room.
first = Guest()
address = id(first); second = Guest(); other = id(second)
print("first stays:       ", address == other)

# Never keep an id and hope that it still means the same object later.
