# Does the second object get the place of the first?
a = 5
old = id(a)
del a
b = int('5')
print(id(b) == old, id(256) == id(255 + 1), id(int('257')) == id(int('257')))
c = int('257')
d = int('257')
print(id(c) == id(d))
