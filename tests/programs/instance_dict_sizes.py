# The dict of an instance shares its keys when an attribute made it; asked for earlier it is a plain one where the base is built in.
import copy
import sys
from collections import deque, OrderedDict, defaultdict


class Plain:
    pass


class Other(Plain):
    pass


bases = [Plain, list, dict, set, frozenset, int, float, str, bytes, tuple, bytearray, Exception, OSError, property,
         deque, OrderedDict, defaultdict, complex]
for base in bases:
    cls = type("Of" + base.__name__, (base,), {})
    first, second, third = cls(), cls(), cls()
    first.a = 1
    sizes = [sys.getsizeof(first.__dict__), sys.getsizeof(second.__dict__)]
    second.a = 1
    sizes.append(sys.getsizeof(second.__dict__))
    third.__dict__.update(first.__dict__)
    sizes.append(sys.getsizeof(third.__dict__))
    third.b = 2
    sizes.append(sys.getsizeof(third.__dict__))
    fourth = cls()
    fourth.__dict__ = {}
    sizes.append(sys.getsizeof(fourth.__dict__))
    fourth.x = fourth.y = 1
    sizes.append(sys.getsizeof(fourth.__dict__))
    if base is not property:
        fifth = copy.copy(first)
        sizes.append(sys.getsizeof(fifth.__dict__))
    print(base.__name__, sizes)
p = Plain()
p.a = 1
p.__class__ = Other
print(sys.getsizeof(p.__dict__))
q = Plain()
q.__class__ = Other
print(sys.getsizeof(q.__dict__))
r = Plain()
del r.__dict__
print(sys.getsizeof(r.__dict__))
r.a = 1
print(sys.getsizeof(r.__dict__))
