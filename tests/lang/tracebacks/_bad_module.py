value = 1

def boom():
    return value + "x"

boom()
