# stderr: whole
def f():
    nonlocal q
