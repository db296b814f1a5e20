# A view pins its owner.
owner = bytearray(b"abcdef")
view = memoryview(owner)
part = view[2:4]
part[0] = 90
try:
    owner.append(1)
    fixed = False
except BufferError:
    fixed = True
base = part.obj
del view
try:
    owner.append(1)
    still = False
except BufferError:
    still = True
part.release()
owner.append(33)
base = None
print(fixed, still, owner)
