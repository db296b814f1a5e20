# Values sent into a generator.
def collector():
    seen = []
    while True:
        item = yield seen
        if item is None:
            return seen
        seen.append(item)
c = collector()
out = next(c)
x = [1]
c.send(x)
c.send(x)
try:
    c.send(None)
except StopIteration as stop:
    result = stop.value
del c
print(out is result, out[0] is x)
