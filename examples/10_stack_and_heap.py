# The stack and the heap.
#
# Each call gets a frame with the names of that call: its parameters and
# local variables. Frames are piled up: the stack. The objects live elsewhere: the
# heap. When a call ends its frame goes and its names let go, but an object that
# somebody else holds stays.


class Note:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        print("      (the note", repr(self.text), "is thrown away)")


def inner(note):
    mine = Note("local to inner")
    print("   inner: two names here,", note.text, "and", mine.text)
    return note  # `mine` is held by nobody else: it dies when this frame goes


def outer():
    given = Note("made in outer")
    result = inner(given)
    print("   outer: got it back, same note:", result is given)
    return [result]


print("calling outer")
kept = outer()
print("all frames are gone, but the note lives on in a list:", kept[0].text)


# Each call has its own frame, also when a function calls itself.
def countdown(n):
    here = "frame for " + str(n)
    if n > 0:
        countdown(n - 1)
    print("  ", here)


countdown(3)
kept.clear()
print("end")
