# Who is asked whether two containers are equal, and how often: a deque asks about the first difference twice.
from collections import OrderedDict, deque


class Tells:
    def __init__(self, name, equal):
        self.name = name
        self.equal = equal

    def __eq__(self, other):
        print(self.name, "==", getattr(other, "name", other), end="; ")
        return self.equal

    def __ne__(self, other):
        print(self.name, "!=", getattr(other, "name", other), end="; ")
        return not self.equal

    def __lt__(self, other):
        print(self.name, "<", getattr(other, "name", other), end="; ")
        return True

    def __hash__(self):
        return 1


class Dict(dict):
    pass


for equal in (True, False):
    a, b = Tells("a", equal), Tells("b", equal)
    for make in (list, tuple, deque):
        x, y = make([1, a, 2]), make([1, b, 3])
        print(make.__name__, x == y, x != y, x < y)
    for key in ("x", 1):
        for one, two in ((dict, dict), (dict, Dict), (Dict, dict), (OrderedDict, OrderedDict), (OrderedDict, dict), (dict, OrderedDict)):
            print(one.__name__, two.__name__, one({key: a}) == two({key: b}), one({key: a}) != two({key: b}))
    print({a: 1} == {b: 1}, {a} == {b}, {a} <= {b}, {1: a}.items() == {1: b}.items(), a in {1: b}.values())
