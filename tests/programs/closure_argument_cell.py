# A parameter that an inner function uses lives in a cell from the start.
def outer(items, flag):
    def show():
        return items
    before = items
    if flag:
        items = [0]
    after = show()
    return before, after, show
data = [1]
b, a, show = outer(data, True)
b2, a2, show2 = outer(data, False)
cell = show2.__closure__[0]
content = cell.cell_contents
del show2, cell
print(b is data, a, a2 is data, content)
