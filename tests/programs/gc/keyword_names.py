# A built-in function that takes keywords makes the tuple of their names when it is first called with one: one
# object more for the collector.
import array
import bisect
import cmath
import gc
import io
import itertools
import math
import struct
import sys


def made(call):
    counts = [0, 0]
    for i in range(2):
        before = len(gc.get_objects())
        try:
            call()
        except Exception as error:
            error = None
        counts[i] = len(gc.get_objects()) - before
    return counts[0] - counts[1]


gc.disable()
found = []
for owner, names in [
    (__builtins__, "print open sum round pow compile exec sorted max min len divmod enumerate zip int str bytes bytearray complex memoryview property list dict set range"),
    (str, "split rsplit splitlines encode expandtabs format join replace strip find"),
    (bytes, "split rsplit splitlines decode hex translate expandtabs"),
    (bytearray, "split rsplit splitlines decode hex translate expandtabs"),
    (int, "to_bytes"),
    (list, "sort index pop"),
    (math, "prod isclose hypot perm gcd"),
    (cmath, "isclose"),
    (itertools, "accumulate count groupby combinations permutations compress islice chain product repeat"),
    (bisect, "bisect_left insort_right"),
    (struct, "Struct unpack_from"),
    (gc, "collect get_objects"),
    (io, "StringIO BytesIO BufferedReader"),
]:
    for name in names.split():
        function = getattr(owner, name)
        if owner in (str, bytes, bytearray, int, list):
            value = owner(b"a b") if owner is not str and owner is not int and owner is not list else owner()
            n = made(lambda: function(value, zzz=1))
        else:
            n = made(lambda: function(zzz=1))
        if n:
            found.append((getattr(owner, "__name__", "builtins"), name, n))
    print(found)
    found.clear()

gc.collect()
before = len(gc.get_objects())
sorted([3, 1], key=None)
print(len(gc.get_objects()) - before)
