# io.StringIO and io.BytesIO are copied by their state, as CPython does.
import copy
import io


def attempt(what, *arguments):
    try:
        return what(*arguments)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


class Text(io.StringIO):
    pass


class Bytes(io.BytesIO):
    pass


for stream in (io.StringIO(), io.StringIO("one\ntwo\n"), io.StringIO("a\r\nb\rc\n", newline=None), io.StringIO("a\r\nb\rc\n", newline=""),
               io.StringIO("a\nb", "\r\n"), io.StringIO("a\nb", "\r"), io.BytesIO(), io.BytesIO(b"bytes"), Text("sub"), Bytes(b"sub")):
    stream.seek(2)
    if type(stream) in (Text, Bytes):
        stream.extra = [1, 2]
    print(stream.__getstate__())
    for what in (copy.copy, copy.deepcopy):
        made = attempt(what, stream)
        print(type(made).__name__, made.tell(), repr(made.getvalue()), made.read(), getattr(made, "newlines", "none"))
        made.write("x\ny" if isinstance(made, io.StringIO) else b"x\ny")
        print(repr(made.getvalue()), repr(stream.getvalue()), made is stream)
        if hasattr(stream, "extra"):
            print(made.extra, made.extra is stream.extra)
for make in (io.StringIO, io.BytesIO):
    s = make()
    for state in (None, (), (1, 2, 3, 4), (None, "\n", 0, None), (None, 0, None), ("a", "\n", 1, None), (b"ab", 1, None), ("a", "\n", -1, None), (b"ab", -1, None), ("a", 5, 0, None),
                  ("ab", "\n", "x", None), (b"ab", "x", None), ("ab", "\n", 1, {"z": 1}), (b"ab", 1, {"z": 1}), ("ab", "\n", 1, 5), (b"ab", 1, 5), (5, 1, None),
                  (5, "\n", 1, None), ("a\r\nb", None, 3, None), (b"ab", 100, None, 5), ("ab", "\n", 100, None, 5), [b"ab", 1, None], ("ab", "q", 1, None)):
        print(make.__name__, state, attempt(s.__setstate__, state), attempt(s.getvalue), attempt(s.tell), sorted(s.__dict__) if s.__dict__ else "")
    s.close()
    print(attempt(s.__getstate__), attempt(s.__setstate__, ("a", "\n", 0, None)), attempt(s.__setstate__, (b"a", 0, None)))
    print(attempt(copy.copy, s), attempt(copy.deepcopy, s))
    raw = make.__new__(make)
    print(attempt(raw.__getstate__))
