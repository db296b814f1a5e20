# The object whose method ran is let go of when the result is in hand, and its end may run code.
class Text(str):
    def __del__(self):
        x = {"a": 1}
        log.append("text dies %d" % len(x))


class Bytes(bytearray):
    def __del__(self):
        x = [bytes(self)]
        log.append(x)


class Numbers(list):
    def __del__(self):
        x = [len(self)]
        log.append(x)


class Table(dict):
    def __del__(self):
        x = [len(self)]
        log.append(x)


class Group(set):
    def __del__(self):
        x = [len(self)]
        log.append(x)


log = []
for f in (
    lambda: Text("abab").replace(Text("a"), Text("c")),
    lambda: Text("a,b").split(Text(",")),
    lambda: Text("a,b").partition(Text(",")),
    lambda: Text("abc").upper(),
    lambda: Text("abc").find(Text("c")),
    lambda: Text("-").join([Text("x"), Text("y")]),
    lambda: Text("abc").encode(),
    lambda: Text("{}").format(Text("x")),
    lambda: Text("%s") % Text("x"),
    lambda: Text("abc")[1:],
    lambda: Bytes(b"abc").replace(Bytes(b"a"), Bytes(b"b")),
    lambda: Bytes(b"-").join([Bytes(b"x"), b"y"]),
    lambda: Bytes(b"abc").decode(),
    lambda: Bytes(b"abc") + Bytes(b"d"),
    lambda: Bytes(b"abc")[1:],
    lambda: Bytes(b"abc").pop(),
    lambda: bytes(Bytes(b"abc")),
    lambda: memoryview(Bytes(b"abc")).tobytes(),
    lambda: Numbers([1, 2]).copy(),
    lambda: Numbers([1, 2]) + Numbers([3]),
    lambda: Numbers([1, [2]]).pop(),
    lambda: Numbers([1, 2])[:],
    lambda: Numbers([1, 2]) == Numbers([1]),
    lambda: list(reversed(Numbers([1, 2]))),
    lambda: Table(a=1).copy(),
    lambda: Table(a=[1]).pop("a"),
    lambda: Table(a=[1]).popitem(),
    lambda: list(Table(a=1).items()),
    lambda: Table(a=[1])["a"],
    lambda: Table(a=1) | Table(b=2),
    lambda: Group([1, 2]) & Group([2]),
    lambda: Group([1]).pop(),
    lambda: Group([1, 2]).union(Group([3])),
    lambda: sorted(Group([2, 1])),
):
    print(f(), log)
    log.clear()
