# stderr: whole
x = 1
return x
