# stderr: whole
def f():
    try:
        raise ValueError("original")
    except ValueError:
        raise

def g():
    try:
        f()
    except ValueError as e:
        raise e

g()
