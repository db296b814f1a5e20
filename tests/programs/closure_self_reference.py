# A recursive inner function holds itself through its own cell: a cycle.
import gc
def make():
    data = [1, 2, 3]
    def total(n):
        return 0 if n == 0 else data[n - 1] + total(n - 1)
    return total
gc.disable()
t = make()
result = t(3)
cell = t.__closure__[1]
inside = cell.cell_contents is t
del cell, t
found = gc.collect()
print(result, inside, found)
