# A string that only one name refers to is made longer in place, or moves to a larger block: either way it stays one object.
def grow(part):
    text = part
    for _ in range(40):
        text += part
    return len(text)
print(grow('seven..'), grow('\u00e9'), grow('\u4e00\u4e01'))
other = 'x' * 3
same = other
other += 'y'
print(other, same)
