# Functions are objects that hold things.
def f(x=None):
    "doc"
    return x
f.cache = {}
f.me = f
d = f.__dict__
d["more"] = d
g = f
code = f.__code__
h = type(f)(code, globals(), "h")
r = h(f.cache) if h.__defaults__ else h(f)
f.me = None
del d["more"]
d = None
f.__defaults__ = ([],)
x = f()
y = g()
print(x is y, r is f, h.__name__)
