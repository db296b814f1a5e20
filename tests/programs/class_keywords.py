# Who holds the keywords of a class statement and its bases while the metaclass, __prepare__ and
# __init_subclass__ run: a dict that is handed on as it is to what takes one, and is unpacked for others.
from sys import getrefcount as rc
class Value: pass
v = Value()
class M(type):
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", rc(v), rc(bases)); return {}
    def __new__(m, name, bases, ns, *, key=None, **kw):
        print("new", rc(v), rc(bases), rc(ns)); return super().__new__(m, name, bases, ns, **kw)
    def __init__(c, name, bases, ns, **kw):
        print("init", rc(v), rc(bases), rc(ns), len(kw)); super().__init__(name, bases, ns)
class N(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", rc(v), rc(bases), rc(ns)); return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): print("init", rc(v))
    def __call__(c, *a, **kw): print("call", rc(v)); return super().__call__(*a, **kw)
class MM(type):
    def __call__(c, *a, **kw): print("mm call", rc(v), rc(kw.get("key"))); return super().__call__(*a, **kw)
class P(type, metaclass=MM):
    def __new__(m, name, bases, ns, **kw):
        print("new", rc(v), rc(bases), rc(ns)); return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): print("init", rc(v))
def fun(name, bases, ns, key=None): print("fun", rc(v), key is None or rc(key), rc(bases)); return 3
class Start: pass
class Aaa(Start, metaclass=M, key=v): pass
class Base: pass
class Aaa(Base, metaclass=M): pass
class Bbb(Aaa, key=v): pass
class Bbb(Start, metaclass=N, key=v): pass
class Bbb(Start, metaclass=P, key=v): pass
class Bbb(Start, metaclass=fun, key=v): pass
class Bbb(Start, metaclass=fun): pass
class S:
    def __init_subclass__(cls, key=None, **kw): print("sub", rc(v), rc(key), len(kw))
class Ttt(S, key=v): pass
class Uuu(S, key=v, **{}): pass
print(rc(v))
