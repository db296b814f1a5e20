# stderr: whole
def f():
return 1
