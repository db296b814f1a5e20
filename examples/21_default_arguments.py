# The default argument trap.
#
# A default value is worked out once, when the `def` line runs, and is kept by the
# function object. A mutable default is therefore shared by all calls.


def add(item, basket=[]):
    basket.append(item)
    return basket


first = add("apple")
second = add("pear")
print("first:", first)
print("second:", second)
print("one basket:", first is second, "- and the function holds it:", add.__defaults__[0] is first)


def add_safely(item, basket=None):
    if basket is None:  # a fresh list for every call
        basket = []
    basket.append(item)
    return basket


print(add_safely("apple"), add_safely("pear"))


# A class attribute is shared in the same way...
class Team:
    members = []

    def join(self, name):
        self.members.append(name)


red, blue = Team(), Team()
red.join("Ada")
print("blue team:", blue.members)

# ...until an instance gets its own.
blue.members = ["Bob"]
print("red:", red.members, "blue:", blue.members, "class:", Team.members)
