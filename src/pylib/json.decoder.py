"""Implementation of JSONDecoder: one pass over the text, a function for each kind of value."""

__all__ = ['JSONDecoder', 'JSONDecodeError']


class JSONDecodeError(ValueError):
    """Subclass of ValueError with the following additional properties:

    msg: The unformatted error message
    doc: The JSON document being parsed
    pos: The start index of doc where parsing failed
    lineno: The line corresponding to pos
    colno: The column corresponding to pos
    """

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_CONSTANTS = {'-Infinity': float('-inf'), 'Infinity': float('inf'), 'NaN': float('nan')}
_ESCAPES = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_WORDS = {'n': ('null', None), 't': ('true', True), 'f': ('false', False)}
_SPACES = ' \t\n\r'
_DIGITS = '0123456789'


def _skip(s, i):
    while s[i:i + 1] and s[i] in _SPACES:
        i += 1
    return i


def _four_digits(s, at):
    digits = s[at + 1:at + 5]
    if len(digits) == 4 and digits[1] not in 'xX':
        try:
            return int(digits, 16)
        except ValueError:
            pass
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at)


def py_scanstring(s, end, strict=True):
    """Scan the string s for a JSON string; end is the index behind the opening quote. (value, index behind it)"""
    parts = []
    begin = end - 1
    while True:
        quote = s.find('"', end)
        if quote < 0:
            quote = len(s)
        back = s.find('\\', end, quote)
        stop = quote if back < 0 else back
        if strict and not s[end:stop].isprintable():
            for i in range(end, stop):
                if s[i] < ' ':
                    raise JSONDecodeError("Invalid control character at", s, i)
        parts.append(s[end:stop])
        if stop == len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if back < 0:
            return ''.join(parts), quote + 1
        end = back + 1
        esc = s[end:end + 1]
        if not esc:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if esc != 'u':
            if esc not in _ESCAPES:
                raise JSONDecodeError("Invalid \\escape", s, back)
            parts.append(_ESCAPES[esc])
            end += 1
            continue
        code = _four_digits(s, end)
        end += 5
        if 0xd800 <= code <= 0xdbff and s[end:end + 2] == '\\u':
            low = _four_digits(s, end + 1)
            if 0xdc00 <= low <= 0xdfff:
                code = 0x10000 + ((code - 0xd800) << 10 | low - 0xdc00)
                end += 6
        parts.append(chr(code))


scanstring = py_scanstring


class JSONDecoder(object):
    """Simple JSON <http://json.org> decoder

    Performs the following translations in decoding by default:

    +---------------+-------------------+
    | JSON          | Python            |
    +===============+===================+
    | object        | dict              |
    +---------------+-------------------+
    | array         | list              |
    +---------------+-------------------+
    | string        | str               |
    +---------------+-------------------+
    | number (int)  | int               |
    +---------------+-------------------+
    | number (real) | float             |
    +---------------+-------------------+
    | true          | True              |
    +---------------+-------------------+
    | false         | False             |
    +---------------+-------------------+
    | null          | None              |
    +---------------+-------------------+

    It also understands ``NaN``, ``Infinity``, and ``-Infinity`` as
    their corresponding ``float`` values, which is outside the JSON spec.
    """

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}

    def decode(self, s):
        """Return the Python representation of ``s`` (a ``str`` instance
        containing a JSON document)."""
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """Decode a JSON document from ``s`` (a ``str`` beginning with
        a JSON document) and return a 2-tuple of the Python
        representation and the index in ``s`` where the document ended."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        finally:
            self.memo.clear()

    def scan_once(self, s, i):
        """(value, index behind it); StopIteration(index) where none begins."""
        if i < 0:
            raise ValueError("idx cannot be negative")
        c = s[i:i + 1]
        if c == '"':
            return scanstring(s, i + 1, self.strict)
        if c == '{':
            return self._object(s, i + 1)
        if c == '[':
            return self._array(s, i + 1)
        if c in _WORDS:
            word, value = _WORDS[c]
            if s.startswith(word, i):
                return value, i + len(word)
        return self._number(s, i)

    def _number(self, s, i):
        start = i
        if s[i:i + 1] == '-':
            i += 1
        c = s[i:i + 1]
        if c == '0':
            i += 1
        elif c and c in _DIGITS:
            i = self._digits(s, i)
        else:
            for name in _CONSTANTS:
                if s.startswith(name, start):
                    return self.parse_constant(name), start + len(name)
            raise StopIteration(start)
        real = False
        if s[i:i + 1] == '.' and s[i + 1:i + 2] and s[i + 1] in _DIGITS:
            i = self._digits(s, i + 1)
            real = True
        if s[i:i + 1] in ('e', 'E'):
            j = i + 2 if s[i + 1:i + 2] in ('+', '-') else i + 1
            if s[j:j + 1] and s[j] in _DIGITS:
                i = self._digits(s, j)
                real = True
        return (self.parse_float if real else self.parse_int)(s[start:i]), i

    @staticmethod
    def _digits(s, i):
        while s[i:i + 1] and s[i] in _DIGITS:
            i += 1
        return i

    def _object(self, s, i):
        pairs = []
        i = _skip(s, i)
        c = s[i:i + 1]
        if c != '}':
            if c != '"':
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
            while True:
                key, i = scanstring(s, i + 1, self.strict)
                key = self.memo.setdefault(key, key)
                i = _skip(s, i)
                if s[i:i + 1] != ':':
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                i = _skip(s, i + 1)
                try:
                    value, i = self.scan_once(s, i)
                except StopIteration as err:
                    raise JSONDecodeError("Expecting value", s, err.value) from None
                pairs.append((key, value))
                i = _skip(s, i)
                c = s[i:i + 1]
                if c == '}':
                    break
                if c != ',':
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                i = _skip(s, i + 1)
                if s[i:i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
        i += 1
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i
        result = dict(pairs)
        if self.object_hook is not None:
            result = self.object_hook(result)
        return result, i

    def _array(self, s, i):
        values = []
        i = _skip(s, i)
        if s[i:i + 1] == ']':
            return values, i + 1
        while True:
            try:
                value, i = self.scan_once(s, i)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            values.append(value)
            i = _skip(s, i)
            c = s[i:i + 1]
            if c == ']':
                return values, i + 1
            if c != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip(s, i + 1)
