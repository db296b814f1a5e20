# Which strings are one object.
import sys
a = "name_like"
b = "name_like"
c = "".join(["name", "_like"])
d = sys.intern(c)
one = a is b
two = a is c
three = a is d
e = "not a name!"
f = "not a name!"
four = e is f
g = c
c = None
key = {"name_like": 1}
five = list(key)[0] is a
print(one, two, three, four, five, g == a)
