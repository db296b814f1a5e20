# A deep copy keeps sharing and cycles, but shares nothing with the original.
import copy
inner = [1]
outer = {"a": inner, "b": [inner]}
outer["self"] = outer
dup = copy.deepcopy(outer)
one = dup["a"] is inner
two = dup["a"] is dup["b"][0]
three = dup["self"] is dup
inner.append(2)
val = dup["a"]
del outer["self"]
del dup["self"]
print(one, two, three, val)
