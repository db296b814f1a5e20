# Does the second object get the place of the first?
print(id(()) == id(tuple()), id('') == id(str()), id(b'') == id(bytes()), id(frozenset()) == id(frozenset()), id([]) == id([]), id(None) == id(None))
