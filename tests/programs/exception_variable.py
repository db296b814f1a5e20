# The except variable is deleted at the end of the handler.
def f(value):
    try:
        raise KeyError(value)
    except KeyError as e:
        arg = e.args[0]
        copy = e
    copy = None
    return arg
box = ["v"]
r = f(box)
try:
    raise RuntimeError(box)
except RuntimeError as err:
    inside = err.args
outside = "err" in globals()
print(r is box, inside[0] is box, outside)
