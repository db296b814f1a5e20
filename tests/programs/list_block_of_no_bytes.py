# A list that shrank to nothing by slices still has a block: it grows otherwise than one that never had any.
import sys

shrunk = ["a", "b"]
del shrunk[::-1]
fresh = []
print(sys.getsizeof(shrunk), sys.getsizeof(fresh))
shrunk += ["a"]
fresh += ["a"]
print(sys.getsizeof(shrunk), sys.getsizeof(fresh))

emptied = list(x for x in ())
emptied.extend((1,))
cleared = [1, 2]
cleared.clear()
cleared.extend((1,))
print(sys.getsizeof(emptied), sys.getsizeof(cleared))

again = [1]
for n in range(3):
    del again[::2]
    again.sort()
    again.extend([n] * n)
    print(sys.getsizeof(again), again)
del again[::2]
again = again + again
print(again, sys.getsizeof(again))
