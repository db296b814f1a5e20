# Two and three names on one list, then each leaves.
a = [1, 2]
b = a
c = b
c.append(3)
b = None
same = a is c
a = a + [4]
other = c
del c
del other
print(a, same)
