"""Encoding and decoding by name, error handlers, byte order marks, incremental codecs."""

import _codecs
import io as _io

__all__ = ["register_error", "lookup_error", "encode", "decode", "lookup", "getencoder", "getdecoder",
           "getincrementalencoder", "getincrementaldecoder", "getreader", "getwriter", "open", "CodecInfo",
           "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter", "BOM", "BOM_BE", "BOM_LE",
           "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE",
           "strict_errors", "ignore_errors", "replace_errors", "backslashreplace_errors",
           "xmlcharrefreplace_errors", "namereplace_errors"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE
BOM_UTF32 = BOM_UTF32_LE

_handlers = {}


def register_error(errors, handler, /):
    """Makes handler(exception) -> (replacement, position) known under a name."""
    _codecs.register_error(errors, handler)
    _handlers[errors] = handler


def strict_errors(exception):
    raise exception


def ignore_errors(exception):
    return "", exception.end


def replace_errors(exception):
    if isinstance(exception, UnicodeEncodeError):
        return "?" * (exception.end - exception.start), exception.end
    return "\ufffd" * (1 if isinstance(exception, UnicodeDecodeError) else exception.end - exception.start), exception.end


def backslashreplace_errors(exception):
    part = exception.object[exception.start:exception.end]
    if isinstance(exception, UnicodeDecodeError):
        return "".join("\\x%02x" % byte for byte in part), exception.end
    return part.encode("ascii", "backslashreplace").decode("ascii"), exception.end


def xmlcharrefreplace_errors(exception):
    return "".join("&#%d;" % ord(c) for c in exception.object[exception.start:exception.end]), exception.end


def namereplace_errors(exception):
    return exception.object[exception.start:exception.end].encode("ascii", "namereplace").decode("ascii"), exception.end


_handlers.update({"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
                  "backslashreplace": backslashreplace_errors, "xmlcharrefreplace": xmlcharrefreplace_errors,
                  "namereplace": namereplace_errors})


def lookup_error(name, /):
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError("unknown error handler name '%s'" % name) from None


def _rot13(text):
    table = {}
    for base in (65, 97):
        for i in range(26):
            table[base + i] = base + (i + 13) % 26
    return text.translate(table)


def _is_rot13(encoding):
    return encoding.lower().replace("-", "_") in ("rot13", "rot_13")


def _is_hex(encoding):
    return encoding.lower().replace("-", "_") in ("hex", "hex_codec")


def encode(obj, encoding="utf-8", errors="strict"):
    if _is_rot13(encoding):
        return _rot13(obj)
    if _is_hex(encoding):
        return bytes(obj).hex().encode("ascii")
    return _codecs.encode(obj, encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    if _is_rot13(encoding):
        return _rot13(obj)
    if _is_hex(encoding):
        return bytes.fromhex(bytes(obj).decode("ascii"))
    return _codecs.decode(obj, encoding, errors)


class Codec:
    """What a codec without state offers; subclasses say how."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    encoding = "utf-8"

    def __init__(self, errors="strict"):
        self.errors = errors
        self.started = False

    def encode(self, input, final=False):
        data = _codecs.encode(input, self.encoding, self.errors)
        if self.started:
            for mark in (BOM_UTF8 if self.encoding == "utf-8-sig" else b"", BOM_UTF32 if self.encoding == "utf-32" else b"",
                         BOM_UTF16 if self.encoding == "utf-16" else b""):
                if mark and data.startswith(mark):
                    data = data[len(mark):]
                    break
        self.started = True
        return data

    def reset(self):
        self.started = False

    def getstate(self):
        return int(self.started)

    def setstate(self, state):
        self.started = bool(state)


class IncrementalDecoder:
    encoding = "utf-8"

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = b""

    def decode(self, input, final=False):
        data = self.buffer + bytes(input)
        end = len(data)
        if not final:
            while end >= len(data) - 4 and end > 0:
                try:
                    _codecs.decode(data[:end], self.encoding)
                    break
                except UnicodeDecodeError as e:
                    if e.end != end or e.reason not in ("unexpected end of data", "truncated data"):
                        break
                    end = e.start
        self.buffer = data[end:]
        return _codecs.decode(data[:end], self.encoding, self.errors)

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class StreamWriter:
    encoding = "utf-8"

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        self.stream.write(encode(object, self.encoding, self.errors))

    def writelines(self, list):
        self.write("".join(list))

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReader:
    encoding = "utf-8"

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def read(self, size=-1, chars=-1, firstline=False):
        return decode(self.stream.read(size), self.encoding, self.errors)

    def readline(self, size=None, keepends=True):
        line = decode(self.stream.readline(), self.encoding, self.errors)
        return line if keepends else line.splitlines(False)[0] if line else line

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class CodecInfo(tuple):
    """What lookup() returns: (encode, decode, reader, writer), and more as attributes."""

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        return self

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (type(self).__module__, type(self).__qualname__, self.name, id(self))


def lookup(encoding, /):
    name = _codecs.canonical(encoding)
    part = {"encoding": name}
    return CodecInfo(lambda text, errors="strict": (_codecs.encode(text, name, errors), len(text)),
                     lambda data, errors="strict": (_codecs.decode(data, name, errors), len(data)),
                     type("StreamReader", (StreamReader,), part), type("StreamWriter", (StreamWriter,), part),
                     type("IncrementalEncoder", (IncrementalEncoder,), part),
                     type("IncrementalDecoder", (IncrementalDecoder,), part), name)


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    return lookup(encoding).incrementalencoder


def getincrementaldecoder(encoding):
    return lookup(encoding).incrementaldecoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    if encoding is None:
        return _io.open(filename, mode, buffering)
    return _io.open(filename, mode.replace("b", ""), buffering, encoding, errors, newline="")


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for text in iterator:
        data = encoder.encode(text)
        if data:
            yield data
    data = encoder.encode("", True)
    if data:
        yield data


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for data in iterator:
        text = decoder.decode(data)
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text
