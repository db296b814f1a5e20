# Dictionaries with weak values and weak keys.
import weakref
class Key:
    pass
values = weakref.WeakValueDictionary()
keys = weakref.WeakKeyDictionary()
a, b = Key(), Key()
values["a"] = a
values["b"] = b
keys[a] = [1]
n = len(values)
data = keys[a]
del b
m = len(values)
got = values.get("b")
del a
k = len(keys)
print(n, m, k, got, data)
