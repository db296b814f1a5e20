# Rebinding: moving a label to another object.
#
# `score = 10` and later `score = 20` do not change the 10. The label lets go of
# one object and takes hold of another. If that was the last label on the old
# object, the old object dies on the spot.


class Balloon:
    """A balloon that tells us when it dies."""

    def __init__(self, colour):
        self.colour = colour

    def __del__(self):
        print("   pop! the", self.colour, "balloon is gone")


hand = Balloon("red")
print("hand holds the red balloon")
hand = Balloon("blue")  # the blue one is made first, then the red one is let go
print("hand holds the blue balloon")

# A second label keeps the object alive when the first one moves on.
friend = hand
hand = None
print("hand is empty, but a friend still holds the", friend.colour, "balloon")
friend = None
print("now nobody holds it")

# Numbers are never changed in place either: the label moves to a new number.
score = 1000
before = score
score += 1
print("score:", score, " before:", before, " same object:", score is before)
