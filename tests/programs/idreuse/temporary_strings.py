# Does the second object get the place of the first?
s = 'ab'
print(id(s + 'c') == id(s + 'd'), id(s * 2) == id(s * 3), id(s.upper()) == id(s.title()), (s + 'c') is (s + 'c'))
