# stderr: whole
x = 1
print(f"{x + }")
