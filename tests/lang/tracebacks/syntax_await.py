# stderr: whole
def f():
    await g()
