# Does the second object get the place of the first?
x = 1.5
print(id(x + 1) == id(x + 2), id(x * 2) == id(x * 3), (x + 1) is (x + 1))
