# Does the second object get the place of the first?
print(id(bytearray(3)) == id(bytearray(3)))
a = bytearray(b'abc')
old = id(a)
del a
b = bytearray(b'x')
print(id(b) == old)
b += b'y' * 100
print(id(b) == old)
