# stderr: whole
x = 1
    y = 2
