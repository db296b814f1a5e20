# stderr: whole
def f():
    try:
        raise ValueError("first")
    finally:
        {}["second"]

f()
