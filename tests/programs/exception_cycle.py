# The classic cycle: a frame holds an exception that holds the frame.
import gc
gc.disable()
def make():
    big = [0] * 3
    try:
        raise ValueError
    except ValueError as e:
        error = e
    return len(big)
n = make()
found = gc.collect()
m = make()
again = gc.collect()
print(n, found > 0, found == again)
