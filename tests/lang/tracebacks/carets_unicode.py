# stderr: whole
größe = None
print("äöü", größe + 1, "é")
