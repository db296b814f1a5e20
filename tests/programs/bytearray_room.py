# The room that a bytearray has for its bytes after each operation; and b += b, which its own export forbids.
import sys
data = [bytearray(), bytearray(b"a"), bytearray(b"abcdef"), bytearray(b"abc" * 50)]
for a in data:
    for what in ["a.translate(bytes(range(256)), b'a')", "a.translate(None, b'a')", "a.translate(None, b'')", "a.translate(bytes(range(256)))", "a.translate(None, bytes(range(256)))", "a.upper()", "a.title()", "a.strip()", "a.lstrip(b'a')", "a[1:]", "a[::2]", "a[::-1]", "a + b'x'", "a * 3", "3 * a", "a * 0", "a.replace(b'a', b'')", "a.replace(b'a', b'xyz')", "a.replace(b'', b'-')", "a.replace(b'abc', b'cba')", "a.expandtabs()", "a.center(20)", "a.zfill(20)", "a.zfill(1)", "a.ljust(3)", "bytearray(a)", "a.copy()", "bytearray(iter(a))", "bytearray(list(a))", "bytearray(tuple(a))", "bytearray(len(a))", "a.partition(b'c')[0]", "a.partition(b'c')[2]", "a.rpartition(b'c')[0]", "b'-'.join([a,a])", "a.join([b'x', b'y', a])", "a.join([b'x'])", "a % () if b'%' not in a else 0", "bytearray.fromhex(a.hex())", "bytearray.fromhex(a.hex(' '))", "a.removeprefix(b'a')", "a.removesuffix(b'f')", "a.swapcase()", "bytearray(memoryview(a))", "bytearray(a.decode('latin-1'), 'utf-8')", "bytearray(b'%b-%b') % (a, a)", "bytearray(b'%5d') % 3", "a.split()[0] if a.split() else 0", "a.splitlines()[0] if a else 0", "a.capitalize()", "bytearray(b'x').join([a])", "__import__('copy').copy(a)", "__import__('copy').deepcopy(a)", "bytearray(map(int, a))", "bytearray(x for x in a)", "bytearray({1: 2})", "bytearray(range(len(a)))", "bytearray(set(a))"]:
        try:
            r = eval(what)
        except Exception as e:
            r = str(e)
        print(what, len(a), type(r).__name__, sys.getsizeof(r), r.__alloc__() if isinstance(r, bytearray) else "")
    def change(name, f):
        b = bytearray(a)
        try:
            f(b)
        except Exception as e:
            print(e)
        print(name, len(a), sys.getsizeof(b), b.__alloc__(), bytes(b[:20]))
    def do(s):
        def f(b):
            exec(s)
        change(s, f)
    for s in ["b += b'xy'", "b += a", "b *= 3", "b *= 0", "b.append(1)", "b.extend(b'abc')", "b.extend([1,2,3])", "b.extend(iter([1,2]))", "b.extend(range(40))", "b.pop()", "b.pop(0)", "b.remove(97)", "b.insert(0, 3)", "b.insert(99, 3)", "del b[:]", "del b[:2]", "del b[::2]", "del b[1:3]", "b[1:3] = b''", "b[:3] = b'xyzxyz'", "b[::2] = b'x' * len(b[::2])", "b.clear()", "b.reverse()", "b[1:1] = range(10)", "b[:] = []", "b[:] = [1,2,3]", "b[:] = b", "b[2:4] = b", "b.__init__(3)", "b.__init__(b'abcdefghijkl')", "b.__init__()", "b.extend(b)", "b += b", "del b[0]", "b[0:1] = b'zzzz'"]:
        do(s)
