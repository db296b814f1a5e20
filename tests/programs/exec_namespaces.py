# Code run by exec keeps its names in the dict it was given.
ns = {"given": [1]}
exec("made = [given]\ndef f():\n    return made", ns)
made = ns["made"]
f = ns["f"]
r = f()
same = r is made and f.__globals__ is ns
del ns["made"]
try:
    f()
except NameError as e:
    text = str(e)
ns = None
keys = sorted(k for k in f.__globals__ if k != "__builtins__")
given = f.__globals__["given"]
del f
print(same, text, keys, given)
