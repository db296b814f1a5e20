# stderr: whole
x = 1
y = """abc
line
