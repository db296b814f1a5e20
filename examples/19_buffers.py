# Buffers: a view of somebody else's bytes.
#
# A bytearray is a mutable row of bytes. A memoryview looks at the same bytes without
# copying them. As long as a view exists, its owner may not change its size.

owner = bytearray(b"hello world")
view = memoryview(owner)

view[0] = ord("J")  # writing through the view changes the owner
print(owner)

part = view[6:]  # a slice of a view is a view: still no copy
part[:5] = b"WORLD"
print(owner, bytes(part))

copy = owner[6:]  # a slice of a bytearray is a copy
copy[0] = ord("?")
print(owner, copy)

try:
    owner.append(33)  # the views pin the owner
except BufferError as error:
    print("error:", error)

part.release()
view.release()
owner.append(33)
print("after release:", owner)

# A view can also see the same bytes as larger numbers.
data = bytearray(8)
with memoryview(data) as bytes_view:
    with bytes_view.cast("H") as words:
        words[1] = 258
        print(words.tolist(), data.hex(" "))

# Views of bytes are read-only.
try:
    memoryview(b"fixed")[0] = 65
except TypeError as error:
    print("error:", error)
