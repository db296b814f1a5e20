"""Streams: text and binary, over the program's in-memory files and over memory.

At the top is IOBase, which says what every stream can do; RawIOBase, BufferedIOBase and TextIOBase are its three kinds.
"""

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOBase", "TextIOWrapper",
           "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "text_encoding", "DEFAULT_BUFFER_SIZE"]

import _io
import abc
from _io import (DEFAULT_BUFFER_SIZE, BlockingIOError, UnsupportedOperation, open, open_code, text_encoding, FileIO,
                 BytesIO, StringIO, BufferedReader, BufferedWriter, BufferedRandom, TextIOWrapper)

SEEK_SET, SEEK_CUR, SEEK_END = range(3)


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    __doc__ = _io._IOBase.__doc__


class RawIOBase(_io._RawIOBase, IOBase):
    __doc__ = _io._RawIOBase.__doc__


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    __doc__ = _io._BufferedIOBase.__doc__


class TextIOBase(_io._TextIOBase, IOBase):
    __doc__ = _io._TextIOBase.__doc__


for _base, _classes in ((RawIOBase, (FileIO,)), (TextIOBase, (StringIO, TextIOWrapper)),
                        (BufferedIOBase, (BytesIO, BufferedReader, BufferedWriter, BufferedRandom))):
    for _class in _classes:
        _base.register(_class)
del _base, _classes, _class
