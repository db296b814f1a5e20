# assert, pass, expression statements, ellipsis, semicolons, line joining.
assert True
assert 1 == 1, "never shown"
try:
    assert 1 > 2
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert [] , ("a", 1)
except AssertionError as e:
    print(repr(e), e.args)
def message():
    print("message evaluated")
    return "m"
try:
    assert 0, message()
except AssertionError as e:
    print(e)
assert 1, message()
pass; ...; "a string"; 42
x = 1; y = 2; print(x + y)
total = (1 +
         2 +  # a comment inside
         3)
print(total)
long = 1 + \
    2
print(long)
text = "abc" \
    "def"
print(text)
print([
    1,
    2,
][-1])
if True: print("one line"); print("two")
def one_line(): return 5
print(one_line())
class Empty: ...
print(Empty.__name__, ...)
print(__name__)
print(type(...), ... is Ellipsis)
def doc():
    """The doc."""
print(doc.__doc__)
	
if 1:
	print("tab indent")
if 1:
        print("eight")
for i in range(2): print(i, end=";")
print()
