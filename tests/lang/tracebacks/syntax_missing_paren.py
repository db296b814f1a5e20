# stderr: whole
print("a"
x = 1
