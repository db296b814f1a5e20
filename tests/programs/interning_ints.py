# Small integers are shared, others are constants or new.
a = 256
b = 255 + 1
c = int("256")
d = 257
e = 257
f = int("257")
g = f
x = [a, b, c]
y = [d, e, f]
one = a is b and b is c
two = d is e
three = d is f
four = f is g
n = -5
m = int("-5")
five = n is m
print(one, two, three, four, five)
