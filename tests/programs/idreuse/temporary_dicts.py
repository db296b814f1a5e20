# Does the second object get the place of the first?
print(id({}) == id({}), id({1: 2}) == id({}), {} is {}, id({}) == id([]))
