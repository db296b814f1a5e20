# stderr: whole
x = (1, [2, 3)
