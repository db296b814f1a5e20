# Small integers are made once and shared by everybody.
#
# The integers from -5 to 256 exist from the start, one object each. Any
# calculation with such a result gives that one object. Other integers are made anew.

hundred = int("100")
again = int("100")
print("100 is 100:", hundred is again)

thousand = int("1000")
again = int("1000")
print("1000 is 1000:", thousand is again, "- but equal:", thousand == again)

# Where exactly is the border?
for n in (-7, -6, -5, -4, 255, 256, 257, 258):
    text = str(n)
    print(f"{n:4}: one object for all?", int(text) is int(text))

# A result of arithmetic is looked up in the same cache.
a = 250
for step in range(5):
    a = a + 2
    b = 250 + 2 * (step + 1)
    print(a, "shared" if a is b else "two objects")

# True, False and None are single objects too, for ever.
print((1 == 1) is (2 == 2), [].append(1) is None)

# The lesson: compare numbers with ==, and keep `is` for None.
