# Mutable and immutable.
#
# Lists, dicts, sets and most objects of your own can change in place: same object,
# new contents. Numbers, strings and tuples cannot: every "change" makes
# a new object and moves the label. `+=` hides which of the two happened.

numbers = [1, 2]
same = numbers
numbers += [3]  # a list changes in place
print("list  +=  same object:", numbers is same, " the other label sees", same)

point = (1, 2)
same = point
point += (3,)  # a tuple cannot change: this is a new one
print("tuple +=  same object:", point is same, "the other label sees", same)

word = "ab"
same = word
word += "c"
print("str   +=  same object:", word is same, "the other label sees", same)

# `x = x + y` is different from `x += y` for a list.
left = [1, 2]
same = left
left = left + [3]
print("list   +  same object:", left is same, "the other label sees", same)

# A tuple cannot be changed, but what it refers to can.
pair = ("fixed", [])
pair[1].append("inside")
print(pair)

# And here is a puzzle: this raises an error AND changes the list. Step through it.
try:
    pair[1] += ["more"]
except TypeError as problem:
    print("error:", problem)
print("but:", pair)
