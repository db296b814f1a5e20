# Which operations of an OrderedDict ask its keys for their hash once more, and who holds it meanwhile.
import sys
from collections import OrderedDict


class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        print(what, sys.getrefcount(od), sys.getrefcount(self))
        return self.n

    def __repr__(self):
        print(what, "repr", sys.getrefcount(od), sys.getrefcount(self))
        return "Key"


od = []
what = "new"
od = OrderedDict()
for i in range(5):
    od[Key(i)] = Key(i)
what = "move_to_end"
od.move_to_end(Key(2))
what = "repr"
repr(od)
what = "pop"
od.pop(Key(1))
what = "popitem"
od.popitem()
od.popitem(last=False)
what = "items"
list(od.items())
what = "keys"
list(od.keys())
what = "values"
list(od.values())
what = "iter"
list(od)
list(reversed(od))
what = "copy"
x = od.copy()
what = "eq"
od == x
what = "update"
od.update(x)
x.update(od)
what = "or"
od | x
what = "from another"
OrderedDict(od)
dict(od)
{}.update(od)
what = "clear"
od.clear()


class Own(OrderedDict):
    pass


what = "copy of a subclass"
od = Own()
od[Key(1)] = Key(2)
x = od.copy()
what = "repr of a subclass"
repr(od)
