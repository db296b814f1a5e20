# stderr: whole
data = {"a": [1, 2, {"k": None}]}
print(data["a"][2]["k"][0]["z"])
