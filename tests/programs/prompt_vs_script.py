# Constants compiled together are one object; compiled apart they are not.
ns = {}
exec("a = 257", ns)
exec("b = 257", ns)
exec("c = 257; d = 257", ns)
one = ns["a"] is ns["b"]
two = ns["c"] is ns["d"]
t = eval("(1, 2)")
u = eval("(1, 2)")
three = t is u
x = 257
y = 257
four = x is y
five = x is ns["a"]
s = eval("'name_like'")
v = "name_like"
six = s is v
print(one, two, three, four, five, six)
