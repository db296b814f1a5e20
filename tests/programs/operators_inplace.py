# In-place operators: same object or a new one.
a = [1]
b = a
a += [2]
one = a is b
a = a + [3]
two = a is b
s = {1}
t = s
s |= {2}
three = s is t
p = (1, [2])
q = p
p += (3,)
four = p is q
five = p[1] is q[1]
d = {"k": a}
e = d
d |= {"j": b}
six = d is e
x = bytearray(b"a")
y = x
x *= 2
print(one, two, three, four, five, six, x is y)
