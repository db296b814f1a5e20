# What conversions warn of, in CPython's words.
class I:
    def __index__(self): return True
    def __int__(self): return True
    def __float__(self): return F(1.0)
    def __complex__(self): return C(1)
class F(float): pass
class C(complex): pass
class J:
    def __index__(self): return True
class T:
    def __trunc__(self): return 1
import warnings
def show(message, category, filename, lineno, *a): print(lineno, category.__name__, message)
warnings.showwarning = show
warnings.simplefilter("always")
int(I())
int(J())
[1, 2][J()]
float(I())
float(J())
complex(I())
complex(J())
"%d" % I()
"%d" % J()
"%x" % J()
range(J())
import operator
operator.index(J())
hex(J())
int(T())
bytes(J())
b"abc"[J()]
"a" * J()
import math
math.floor(J()); math.factorial(J()); math.gcd(J(), 2)
round(1.5, J())
bool(NotImplemented)
~True
chr(J())
pow(2, 3, 5)
