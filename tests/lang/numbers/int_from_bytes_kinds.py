# What int.from_bytes takes: whatever holds bytes or makes them of itself, but no count.
for x in (5, 0, True, "ab", [1,2], (1,), range(3), bytearray(b"a"), memoryview(b"ab"), None, 1.5, {1:2}, iter([1]), object()):
    try: print(type(x).__name__, int.from_bytes(x))
    except Exception as e: print(type(e).__name__, e)
class B:
    def __bytes__(self): return b"\1\2"
class C:
    def __index__(self): return 3
class D:
    def __bytes__(self): return 5
class E(str):
    def __bytes__(self): return b"\1"
for c in (B, C, D, E):
    try: print(c.__name__, int.from_bytes(c()))
    except Exception as e: print(type(e).__name__, e)
