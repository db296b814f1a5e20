# Constants written in the program.
#
# A number or text in your source becomes an object when the program is compiled,
# before the first line runs. Equal constants of the same script are one
# object, even in different functions. Objects that are *computed* are not shared.

a = 257
b = 257
print("two constants in one script:", a is b)


def far_away():
    return 257


print("even from another function:", a is far_away())

c = int("257")
print("but not one that was computed:", a is c, "although equal:", a == c)

# Whole tuples of constants are constants.
p = (1, "two", 3.0)
q = (1, "two", 3.0)
print("tuples of constants:", p is q)

# Lists can change, so each list display makes a new list.
x = [1, 2]
y = [1, 2]
print("lists:", x is y)

# The compiler works out constant arithmetic in advance ("folding").
a_day = 60 * 60 * 24
written_out = 86400
print("worked out in advance:", a_day is written_out)
print("the constants of far_away:", far_away.__code__.co_consts)

# At the >>> prompt every statement is compiled on its own. There, `a = 257` and
# `b = 257` typed on two lines give two objects. Try it: start lastref without a file.
