# Does the second object get the place of the first?
print(id(set()) == id(set()), id({1}) == id({2}), set() is set(), id(frozenset([1])) == id(frozenset([2])))
