# stderr: whole
*a = [1]
