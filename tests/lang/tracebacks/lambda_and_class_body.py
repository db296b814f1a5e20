# stderr: whole
f = lambda x: x.missing

class C:
    value = f(5)
