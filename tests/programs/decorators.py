# A decorator's wrapper holds the function it wraps.
registry = []
def register(f):
    registry.append(f)
    return f
def wrap(f):
    calls = []
    def wrapper(*args):
        calls.append(args)
        return f(*args)
    wrapper.calls = calls
    return wrapper
@register
@wrap
def work(x):
    return x
data = [5]
r = work(data)
same = registry[0] is work
held = work.calls[0][0] is data
work.calls.clear()
registry.clear()
print(r is data, same, held)
