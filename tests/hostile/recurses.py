# Calls itself for ever; RecursionError is caught and it begins again.
def down(depth):
    return down(depth + 1)


rounds = 0
while True:
    try:
        down(0)
    except RecursionError:
        rounds += 1
