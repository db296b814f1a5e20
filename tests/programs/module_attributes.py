# A module's names are references, too.
import math
import sys
m = math
pi = math.pi
again = m.pi
same = pi is again
math.extra = [1]
e = m.extra
mods = sys.modules
found = mods["math"] is m
del math.extra
math = None
e.append(pi)
print(same, found, len(e))
