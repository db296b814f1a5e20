# stderr: whole
count = 0

def bump():
    count = count + 1

bump()
