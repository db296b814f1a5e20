# Which names of built-in types and functions are kept as a str, and which are made new each time.
t = type
for o in (int, list, dict.fromkeys, [].append, len, str.join, int.__add__, (1).__add__, Exception, ValueError, type, object, type(None), property):
    for a in ("__name__", "__qualname__", "__module__", "__doc__"):
        x = getattr(o, a, None); y = getattr(o, a, None)
        print(o if isinstance(o, type) else o.__name__, a, x is y, end=" ")
    print()
print(int.__name__ is "int", [].append.__name__ is "append", len.__name__ is "len", str.join.__name__ is "join", ValueError.__name__ is "ValueError", int.__module__ is "builtins")
class A: pass
print(A.__name__ is "A", A.__qualname__ is A.__name__, A.__module__ is __name__)
import collections, io, sys, math
print(collections.deque.__name__ is "deque", collections.deque.__module__ is "collections", io.BytesIO.__name__ is io.BytesIO.__name__, sys.version_info.__class__.__name__ is "version_info")
def f(): pass
print(f.__name__ is "f", f.__qualname__ is f.__name__, f.__module__ is __name__, f.__code__.co_name is "f", type(f).__name__ is "function")
