# stderr: whole
x = "abc
y = 1
