def ordered_pair(a, b):
    return (a, b)
