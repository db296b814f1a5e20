# An exception for memory that cannot be had is one like any other: when it has been handled, it lets go of the
# frames that it passed.
import sys


def refused(size):
    mine = [size]
    try:
        bytearray(size)
    except MemoryError as error:
        print(repr(error), sys.getrefcount(error), sys.getrefcount(mine))
        return id(error)


def kept(size):
    try:
        bytearray(size)
    except MemoryError as error:
        return error


print(refused(10**18) == refused(10**17), sys.getrefcount(refused))
errors = [kept(10**18) for _ in range(20)]
print(len(set(map(id, errors))), errors[0].__traceback__.tb_frame.f_locals)
del errors
print(sys.getrefcount(kept))


class Long:
    def __len__(self):
        return 10**18

    def __getitem__(self, i):
        raise IndexError


for make in (list, tuple):
    try:
        make(Long())
    except MemoryError as error:
        print(repr(error), error.__traceback__.tb_lineno)
print(tuple({1: 2, 3: 4}), tuple(x for x in range(12)), tuple(iter("abc")))
