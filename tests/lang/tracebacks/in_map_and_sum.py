# stderr: whole
print(sum(map(int, ["1", "2", "x"])))
