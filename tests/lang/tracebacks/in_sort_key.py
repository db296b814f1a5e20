# stderr: whole
def key(x):
    return 1 / x

print(sorted([3, 0, 1], key=key))
