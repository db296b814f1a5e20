# Default values are held by the function.
def add(x, acc=[], *, log={}):
    acc.append(x)
    log[x] = len(acc)
    return acc
one = add("a")
two = add("b")
mine = []
three = add("c", mine)
holder = add.__defaults__
add.__defaults__ = ([],)
four = add("d")
del holder
print(one is two, three is mine, four, add.__kwdefaults__)
