# Aliasing: two labels on one object.
#
# `b = a` never copies. It ties a second label to the same object. Whoever changes
# the object, through whichever label, changes it for everybody.

a = [1, 2, 3]
b = a  # one list, two labels
b.append(4)
print("a sees what b did:", a)
print("a is b:", a is b)

c = [1, 2, 3, 4]  # a different list that happens to look the same
print("equal:", a == c, " the same:", a is c)

# Handing a list to a function makes a third label, inside the function.


def add_total(numbers):
    numbers.append(sum(numbers))


add_total(a)
print("the function changed our list:", a)

# The famous trap: multiplying a list repeats the labels, not the inner list.
grid = [[0] * 3] * 2
grid[0][0] = "X"
print("both rows changed:", grid)
print("because they are one row:", grid[0] is grid[1])

grid = [[0] * 3 for _ in range(2)]  # this makes a new row each time round
grid[0][0] = "X"
print("now they are two:", grid)
