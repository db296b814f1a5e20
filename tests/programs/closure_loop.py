# Functions made in a loop share the loop variable's cell.
def build():
    fs = []
    for obj in ([1], [2], [3]):
        def f():
            return obj
        fs.append(f)
    return fs
fs = build()
cells = [f.__closure__[0] for f in fs]
same = cells[0] is cells[2]
value = fs[0]()
fs.pop()
cells = None
print(same, value)
