# stderr: whole
x = None
print(f"value: {x + 1} and {x}")
