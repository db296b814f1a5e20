"""Implementation of JSONEncoder."""

from _native import items_of as _items_of

_ESCAPES = {'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t'}
_INFINITY = float('inf')


def py_encode_basestring(s):
    """Return a JSON representation of a Python string"""
    if s.isprintable() and '"' not in s and '\\' not in s:
        return '"' + s + '"'
    return '"' + ''.join(_ESCAPES.get(c) or ('\\u%04x' % ord(c) if c < ' ' else c) for c in s) + '"'


def py_encode_basestring_ascii(s):
    """Return an ASCII-only JSON representation of a Python string"""
    if s.isascii() and s.isprintable() and '"' not in s and '\\' not in s:
        return '"' + s + '"'
    parts = []
    for c in s:
        if c in _ESCAPES:
            c = _ESCAPES[c]
        elif not ' ' <= c <= '~':
            n = ord(c)
            if n < 0x10000:
                c = '\\u%04x' % n
            else:
                n -= 0x10000
                c = '\\u%04x\\u%04x' % (0xd800 | n >> 10, 0xdc00 | n & 0x3ff)
        parts.append(c)
    return '"' + ''.join(parts) + '"'


encode_basestring = py_encode_basestring
encode_basestring_ascii = py_encode_basestring_ascii


class JSONEncoder(object):
    """Extensible JSON <https://json.org> encoder for Python data structures.

    Supports the following objects and types by default:

    +-------------------+---------------+
    | Python            | JSON          |
    +===================+===============+
    | dict              | object        |
    +-------------------+---------------+
    | list, tuple       | array         |
    +-------------------+---------------+
    | str               | string        |
    +-------------------+---------------+
    | int, float        | number        |
    +-------------------+---------------+
    | True              | true          |
    +-------------------+---------------+
    | False             | false         |
    +-------------------+---------------+
    | None              | null          |
    +-------------------+---------------+

    To extend this to recognize other objects, subclass and implement a
    ``.default()`` method with another method that returns a serializable
    object for ``o`` if possible, otherwise it should call the superclass
    implementation (to raise ``TypeError``).
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Implement this method in a subclass such that it returns
        a serializable object for ``o``, or calls the base implementation
        (to raise a ``TypeError``)."""
        raise TypeError('Object of type %s is not JSON serializable' % o.__class__.__name__)

    def encode(self, o):
        """Return a JSON string representation of a Python data structure.

        >>> from json.encoder import JSONEncoder
        >>> JSONEncoder().encode({"foo": ["bar", "baz"]})
        '{"foo": ["bar", "baz"]}'
        """
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """Encode the given object and yield each string representation as available."""
        return iter(_Writer(self).texts(o))


class _Writer:
    """One encoding: the options, and the containers that are open."""

    def __init__(self, encoder):
        self.e = encoder
        self.string = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        self.open = {} if encoder.check_circular else None
        indent = encoder.indent
        self.indent = indent if indent is None or isinstance(indent, str) else ' ' * indent
        self.out = []

    def texts(self, o):
        self.value(o, 0)
        return self.out

    def float_text(self, x):
        if x != x:
            text = 'NaN'
        elif x == _INFINITY:
            text = 'Infinity'
        elif x == -_INFINITY:
            text = '-Infinity'
        else:
            return float.__repr__(x)
        if not self.e.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def value(self, o, level):
        out = self.out
        if isinstance(o, str):
            out.append(self.string(o))
        elif o is None:
            out.append('null')
        elif o is True:
            out.append('true')
        elif o is False:
            out.append('false')
        elif isinstance(o, int):
            out.append(int.__repr__(o))
        elif isinstance(o, float):
            out.append(self.float_text(o))
        else:
            mark = None
            if isinstance(o, (list, tuple)):
                if not o:
                    out.append('[]')
                    return
                mark = self.enter(o)
                self.array(o, level + 1)
            elif isinstance(o, dict):
                if not o:
                    out.append('{}')
                    return
                mark = self.enter(o)
                self.object(o, level + 1)
            else:
                mark = self.enter(o)
                self.value(self.e.default(o), level)
            if mark is not None:
                del self.open[mark]

    def enter(self, o):
        if self.open is None:
            return None
        mark = id(o)
        if mark in self.open:
            raise ValueError("Circular reference detected")
        self.open[mark] = o
        return mark

    def array(self, items, level):
        out = self.out
        separator = self.e.item_separator
        out.append('[')
        if self.indent is not None:
            line = '\n' + self.indent * level
            separator += line
            out.append(line)
        first = True
        for item in items:
            if first:
                first = False
            else:
                out.append(separator)
            self.value(item, level)
        if self.indent is not None:
            out.append('\n' + self.indent * (level - 1))
        out.append(']')

    def key(self, key):
        """The text of a key, or None for one to be left out."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float_text(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if self.e.skipkeys:
            return None
        raise TypeError('keys must be str, int, float, bool or None, not %s' % key.__class__.__name__)

    def object(self, mapping, level):
        out = self.out
        separator = self.e.item_separator
        out.append('{')
        if self.indent is not None:
            line = '\n' + self.indent * level
            separator += line
            out.append(line)
        first = True
        items = _items_of(mapping)  # default() may change the mapping
        if self.e.sort_keys:
            items.sort()
        for key, value in items:
            key = self.key(key)
            if key is None:
                continue
            if first:
                first = False
            else:
                out.append(separator)
            out.append(self.string(key))
            out.append(self.e.key_separator)
            self.value(value, level)
        if self.indent is not None:
            out.append('\n' + self.indent * (level - 1))
        out.append('}')
