# A view keeps the bytes alive after their name is gone.
data = bytes([1, 2, 3])
v = memoryview(data)
w = v[1:]
data = None
total = sum(w)
v.release()
again = list(w)
w.release()
b = bytearray(3)
with memoryview(b) as m:
    m[0] = 7
    c = m.tolist()
b.extend(c)
print(total, again, b)
