# A context manager and what it gives.
class Manager:
    def __init__(self, log):
        self.log = log
    def __enter__(self):
        self.log.append("in")
        return self.log
    def __exit__(self, kind, value, tb):
        self.log.append(kind is not None)
        return True
log = []
with Manager(log) as got:
    inside = got
    got.append("body")
with Manager(log) as a, Manager(a) as b:
    raise ValueError(a)
same = a is b
m = Manager(log)
with m:
    m.extra = m
m.extra = None
del m
print(log, same)
