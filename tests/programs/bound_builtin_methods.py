# Built-in methods hold their object, too.
items = []
append = items.append
append([1])
append(append)
other = append
method_owner = append.__self__
d = {}
setter = d.__setitem__
setter("k", items)
getter = d.get
got = getter("k")
items.pop()
del append, other
print(got is items, method_owner, len(d))
