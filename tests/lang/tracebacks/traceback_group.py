# stderr: whole
def f():
    raise ValueError("inside")
errors = []
for n in range(2):
    try: f()
    except ValueError as e: errors.append(e)
raise ExceptionGroup("several", errors + [ExceptionGroup("nested", [KeyError("k")])])
