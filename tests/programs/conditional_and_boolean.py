# and, or and conditional expressions give one of their operands.
a, b, empty = [1], [2], []
x = a and b
y = empty or a
z = empty and b
w = a if empty else b
v = not a
n = (empty or None) is None
chain = a == b == empty
c = a is not b and a or b
x = y = None
r = [z, w, c]
print(r[0] is empty, r[1] is b, r[2] is a, v, n, chain)
