# stderr: whole
n = int("12a")
