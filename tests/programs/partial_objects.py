# Partial application holds function and arguments.
import functools
def show(*args, **kw):
    return args, kw
data = [1]
p = functools.partial(show, data, key=data)
q = functools.partial(p, 2)
a = p()
b = q(3)
args = q.args
same = args[0] is data
inner = a[0][0] is data
f = q.func
p = None
kw = q.keywords
del q
data.append(kw)
data.pop()
print(same, inner, f is show, b[0][1:])
