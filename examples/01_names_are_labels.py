# A name is a label, not a box.
#
# In `price = 20 + 5` two separate things happen. First the right-hand side is
# worked out, and its result is an object. Only then is the label `price` tied
# to that object. Step through and watch: the object exists before the name does.


def make_basket():
    print("1. the right-hand side runs: a list is made")
    return ["apple", "pear"]


basket = make_basket()
print("2. only now is there a label 'basket':", basket)

# The right-hand side is always finished first, even when the same
# name stands on both sides. The old label is still good while it runs.
count = 1
count = count + count * 10
print("count is", count)

# Several labels on the left are tied one after the other, left to right.
row = [0, 0, 0]
i = 0
i, row[i] = 2, "here"  # i becomes 2 first, so this writes to row[2]
print("i is", i, "and row is", row)

# A label does not know its object's past, and an object does not know its labels.
first = second = []
first.append("one list, two labels")
print(second)
