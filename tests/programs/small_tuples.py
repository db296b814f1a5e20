# The empty tuple is one object; others are made anew when computed.
e1 = ()
e2 = tuple([])
one = e1 is e2
n = [1]
t1 = (n, 2)
t2 = tuple(t1)
two = t1 is t2
t3 = t1[:]
three = t1 is t3
t4 = t1 + ()
four = t1 is t4
t5 = (n, 2)
five = t1 is t5
del t1, t2
print(one, two, three, four, five)
