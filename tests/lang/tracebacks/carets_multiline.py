# stderr: whole
def g(x):
    return 1 / x

value = (1 +
         g(
             0) +
         3)
