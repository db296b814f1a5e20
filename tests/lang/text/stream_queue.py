# A text stream keeps the strings it was given until it passes them on: who printed a string has one holder more.
import io
import sys


def waiting(stream, text):
    before = sys.getrefcount(text)
    stream.write(text)
    after = sys.getrefcount(text)
    stream.flush()
    return after - before, sys.getrefcount(text) - before


word = "".join(["a", " word", " to be written"])
print(waiting(sys.stdout, word))
raw = io.BytesIO()
text = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
print(waiting(text, word), raw.getvalue())
text.write("one ")
print(raw.getvalue())
text.write("two\n")
print(raw.getvalue())
text.write("x" * 9000)
print(len(raw.getvalue()))
print(text.tell())
text.write("y")
text.seek(0)
print(len(text.read()))
text.write("z")
print(len(raw.getvalue()), text.truncate(5), raw.getvalue())

lines = io.TextIOWrapper(io.BytesIO(), line_buffering=True)
lines.write("a")
print(lines.buffer.getvalue())
lines.write("b\nc")
print(lines.buffer.getvalue())
lines.write("\r")
print(lines.buffer.getvalue())
through = io.TextIOWrapper(io.BytesIO(), write_through=True)
through.write("a")
print(through.buffer.getvalue())
wide = io.TextIOWrapper(io.BytesIO(), encoding="utf-16")
print(waiting(wide, word))
latin = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
print(waiting(latin, word))
accents = "".join(["\xe9", "t\xe9"])
print(waiting(latin, accents))


class Full(io.BytesIO):
    def write(self, data):
        raise OSError("no room")


full = io.TextIOWrapper(Full())
full.write("a")
try:
    full.flush()
except OSError as error:
    print("flush:", error)
full.write("b")
try:
    full.detach()
except OSError as error:
    print("detach:", error)
full.detach()

# Text waits in one layer, bytes in the next.
sys.stdout.write("second\n")
sys.stdout.buffer.write(b"first\n")
sys.stdout.flush()
