# A BytesIO whose buffer is exported refuses a new state, and its copy has a buffer of its own.
import copy
import io


def attempt(what, *arguments):
    try:
        return what(*arguments)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


b = io.BytesIO(b"exported")
with b.getbuffer() as view:
    print(attempt(b.__setstate__, (b"x", 0, None)))
    made = copy.copy(b)
    made.truncate(2)
    print(made.getvalue(), bytes(view))
