import copy
shared = [1, 2]
data = {"a": shared, "b": shared, "t": (1, "x")}
data["self"] = data
shallow = copy.copy(data)
deep = copy.deepcopy(data)
deep["a"].append([3])
big = 257
same = 257
other = int("257")
alias = shared
memory = bytearray(b"hello")
view = memoryview(memory)
part = view[1:3]
try:
    memory.append(33)
except BufferError as error:
    print(error)
view.release()
