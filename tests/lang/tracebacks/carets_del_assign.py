# stderr: whole
d = {}
def change():
    d["x"]["y"] = 1
change()
