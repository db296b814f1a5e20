# stderr: whole
class Multi(Exception):
    pass

try:
    raise Multi("line one\nline two\n  line three")
except Multi as e:
    raise KeyError("line\nescaped")
