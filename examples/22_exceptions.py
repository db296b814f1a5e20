# What an exception keeps alive.
#
# An exception remembers where it happened: its traceback holds the frames it
# went through, and the frames hold their local names. That is why `except ... as e`
# deletes `e` at its end: otherwise all of this would stay alive.


class Tool:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   the", self.name, "is put away")


def work():
    hammer = Tool("hammer")
    raise ValueError("ouch, " + hammer.name)


try:
    work()
except ValueError as e:
    print("caught:", e)
    print("its traceback kept the frame of:", e.__traceback__.tb_next.tb_frame.f_code.co_name)
print("e is gone, and so is what it held")

try:
    e
except NameError as error:
    print("error:", error)

# Keep the exception, and you keep the frame.
kept = None
try:
    work()
except ValueError as e:
    kept = e
print("the hammer is still out")
kept = None
print("now it is not")


# `finally` always runs, and can even change the outcome.
def stubborn():
    try:
        return "from try"
    finally:
        return "from finally"


print(stubborn())
