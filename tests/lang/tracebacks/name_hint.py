# stderr: whole
def compute(colour):
    value = 10
    return colur + value

compute(1)
