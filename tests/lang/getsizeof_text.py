# sys.getsizeof over values of every built-in type: strings and bytes.
import sys


def show(*values):
    print(*(sys.getsizeof(v) for v in values))


print("str, ASCII")
show(*("a" * n for n in range(0, 40, 3)))
print("str, Latin-1")
show(*("é" * n for n in range(0, 20, 3)))
print("str, two bytes")
show(*("ж" * n for n in range(0, 20, 3)))
print("str, four bytes")
show(*("😀" * n for n in range(0, 20, 3)))
print("mixed")
show("aé", "aж", "a😀", "éж", "abc😀"[:3], "éabc"[1:], "a😀".replace("😀", "b"), "ABC".lower(), "ß".upper(), str(12345), repr(1.5), "%d" % 10**20, f"{1:>10}", "x".join(["a"] * 10), "é".encode("utf-8").decode(), chr(255), chr(256), chr(65536), "a" + "b" * 100)
print("bytes")
show(*(b"x" * n for n in range(0, 40, 5)))
show(bytes(), bytes(100), b"abc"[1:], "é".encode(), bytes([1, 2, 3]))
print("bytearray")
show(bytearray(), bytearray(1), bytearray(10), bytearray(b"abc"), bytearray(100), bytearray("é", "utf-8"), bytearray(range(50)), bytearray(b"abc")[1:], bytearray(b"ab") + b"c", bytearray(b"ab") * 5)
print("memoryview")
show(memoryview(b""), memoryview(b"abc"), memoryview(bytearray(100)), memoryview(b"abcd")[1:3], memoryview(b"abcd").cast("I"), memoryview(bytes(16)).cast("B", [4, 4]))
print("subclasses")
class S(str): pass
class B(bytes): pass
class BA(bytearray): pass
show(S(), S("abc"), S("é"), S("ж"), B(), B(b"abc"), BA(), BA(b"abc"))
