# The exception variable is deleted at the end of its handler.
def f():
    try:
        raise ValueError("one")
    except ValueError as e:
        kept = e
    try:
        print(e)
    except UnboundLocalError as err:
        print(type(err).__name__, err)
    return kept
print(repr(f()))
e = "before"
try:
    1 / 0
except ZeroDivisionError as e:
    print("inside", e)
try:
    e
except NameError as err:
    print(err)

class Noisy:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)

def g():
    n = Noisy("local of g")
    raise KeyError("x")
try:
    g()
except KeyError as e:
    print("handling; the local lives")
print("handler left")

try:
    g()
except KeyError:
    print("no name, still alive here")
print("left")

def h():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as e:
            if i:
                return "returned"
            continue
print(h())
def k():
    try:
        raise ValueError
    except ValueError as e:
        del e
        e = "rebound"
    try:
        e
    except UnboundLocalError:
        print("unbound anyway")
k()
def m():
    try:
        raise ValueError("first")
    except ValueError as e:
        try:
            raise KeyError("second")
        except KeyError as e:
            print(repr(e), repr(e.__context__))
        try:
            e
        except UnboundLocalError:
            print("inner deletion reaches the outer name")
m()
import sys
try:
    raise ValueError
except ValueError:
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())
