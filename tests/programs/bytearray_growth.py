# A bytearray changes in place.
a = bytearray()
b = a
sizes = []
import sys
for i in range(10):
    a.append(i)
    sizes.append(sys.getsizeof(a))
a += b"xyz"
same = a is b
c = a + b"!"
del a[2:]
d = a[:]
b = None
print(same, len(a), len(c), len(d))
