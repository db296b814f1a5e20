# stderr: whole
x = [1, 2, 3]
assert len(x) == 4
