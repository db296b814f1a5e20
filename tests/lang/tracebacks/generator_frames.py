# stderr: whole
def source():
    yield 1
    raise ValueError("in generator")

def middle():
    yield from source()

def consume():
    return [x * 2 for x in middle()]

consume()
